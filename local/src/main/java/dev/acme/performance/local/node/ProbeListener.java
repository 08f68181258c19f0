package dev.acme.performance.local.node;

import java.util.function.Consumer;

/** Tells the pod what a probe decides, and the world what it saw. */
record ProbeListener(PodHome home, String container, int run, Consumer<PodEvent> mailbox)
        implements ProbeLoop.Listener {
    @Override
    public void convinced(ProbeKind kind, boolean isGood) {
        mailbox.accept(new PodEvent.Probed(container, run, kind, isGood));
    }

    @Override
    public void failed(ProbeKind kind, String message) {
        home.services().events().warning(home.pod(), "Unhealthy", kind.word() + " probe failed: " + message);
    }
}
