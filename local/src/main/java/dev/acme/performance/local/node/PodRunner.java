package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one pod on this node, from its placement to its removal; one thread owns all of it. */
final class PodRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PodRunner.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration VOLUME_LOOK = Duration.ofSeconds(5);
    private static final Duration SOURCE_LOOK = Duration.ofMillis(500);

    private final PodHome home;
    private final BlockingQueue<PodEvent> mailbox = new LinkedBlockingQueue<>();
    private final ContainerGroup containers;
    private final Instant startedAt;
    private final EmptyDirLimits volumeLimits;
    private final Thread thread;
    private PodView.Failure failure = PodView.Failure.NONE;
    private PodStatus written;
    private Instant deadline;
    private Instant killAt = Instant.MAX;
    private boolean isPrepared;
    private boolean isTerminating;
    private boolean isDeleted;
    private boolean isGone;

    PodRunner(PodHome home) {
        this.home = home;
        containers = new ContainerGroup(home, this::post);
        startedAt = now();
        deadline = deadlineOf(home.pod());
        volumeLimits = EmptyDirLimits.of(home.pod(), home.folder());
        written = PodBeginning.status(home, startedAt);
        thread = Thread.ofVirtual()
                .name("pod-" + home.pod().getMetadata().getName())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void post(PodEvent event) {
        mailbox.add(event);
    }

    PodHome home() {
        return home;
    }

    /** Waits for its end; false where it takes too long. */
    boolean join(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    private void run() {
        try {
            refuseWhatIsUnsupported();
            while (!isOver()) {
                act();
                publish();
                var event = mailbox.poll(untilNextLook().toMillis(), TimeUnit.MILLISECONDS);
                if (event != null) {
                    handle(event);
                }
            }
            publish();
            leave();
        } catch (InterruptedException e) {
            containers.kill();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("pod={} failed", home.pod().getMetadata().getName(), e);
            containers.kill();
        }
    }

    private void refuseWhatIsUnsupported() {
        var fields = Unsupported.fields(home.pod());
        if (!fields.isEmpty()) {
            fail("Unsupported", "this machine's node does not support " + String.join(", ", fields));
        }
    }

    private void fail(String reason, String message) {
        failure = new PodView.Failure(reason, message);
        home.services().events().warning(home.pod(), reason, message);
        terminate(Duration.ofSeconds(gracePeriod()));
    }

    private boolean isOver() {
        if (containers.isAnyRunning()) {
            return false;
        }
        String phase = containers.view(failure).phase(isTerminating);
        return isTerminating || phase.equals("Failed") || phase.equals("Succeeded");
    }

    private void act() {
        var now = now();
        if (!now.isBefore(killAt)) {
            containers.kill();
        }
        if (isTerminating) {
            return;
        }
        if (!now.isBefore(deadline)) {
            fail("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        } else if (!isPrepared) {
            prepare();
        } else {
            containers.advance(now);
            volumeLimits.exceeded().ifPresent(message -> fail("Evicted", message));
        }
    }

    private void prepare() {
        try {
            home.volumes().write(home.pod());
            isPrepared = true;
            containers.advance(now());
        } catch (Missing missing) {
            String message = "MountVolume.SetUp failed: " + missing.words();
            containers.waitFor(new ContainerState.Waiting("ContainerCreating", message));
            home.services().events().warning(home.pod(), "FailedMount", message);
        } catch (IOException e) {
            fail("NodeFailure", "volumes could not be written: " + e.getMessage());
        }
    }

    private void handle(PodEvent event) {
        switch (event) {
            case PodEvent.Changed changed -> changed(changed.pod());
            case PodEvent.Gone _ -> {
                isGone = true;
                terminate(Duration.ZERO);
            }
            case PodEvent.NodeStops stops -> {
                isGone = true;
                terminate(stops.grace());
            }
            case PodEvent.Exited exited -> containers.exited(exited, now());
            case PodEvent.Probed probed -> containers.probed(probed);
            case PodEvent.OutOfMemory exceeded -> containers.outOfMemory(exceeded);
        }
    }

    /** Of a running pod only its deadline and its deletion matter; the rest is as it was when it started. */
    private void changed(Pod pod) {
        deadline = deadlineOf(pod);
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            isDeleted = true;
            long grace = Objects.requireNonNullElse(pod.getMetadata().getDeletionGracePeriodSeconds(), gracePeriod());
            terminate(Duration.ofSeconds(grace));
        }
    }

    private long gracePeriod() {
        return Objects.requireNonNullElse(home.pod().getSpec().getTerminationGracePeriodSeconds(), 30L);
    }

    /** Asks every program to end; a shorter grace than before counts, a longer one does not. */
    private void terminate(Duration grace) {
        if (!isTerminating) {
            isTerminating = true;
            containers.stop();
        }
        var end = now().plus(grace);
        killAt = end.isBefore(killAt) ? end : killAt;
    }

    private Instant deadlineOf(Pod pod) {
        Long seconds = pod.getSpec().getActiveDeadlineSeconds();
        return seconds == null ? Instant.MAX : startedAt.plusSeconds(seconds);
    }

    private Duration untilNextLook() {
        var now = now();
        var next = isTerminating
                ? Stream.of(killAt, now.plus(LONGEST_WAIT))
                : Stream.of(
                        isPrepared ? containers.wakeAt() : now.plus(SOURCE_LOOK), deadline, now.plus(longestWait()));
        var wait = Duration.between(now, next.min(Instant::compareTo).orElseThrow());
        return wait.isNegative() ? Duration.ZERO : wait.plusMillis(1);
    }

    private Duration longestWait() {
        return volumeLimits.isAny() ? VOLUME_LOOK : LONGEST_WAIT;
    }

    private void publish() {
        var status = new PodStatusOf(containers.view(failure), isTerminating, now()).after(written);
        if (!isGone && !status.equals(written)) {
            written = status;
            home.services()
                    .cluster()
                    .editStatus(
                            home.pod(),
                            present ->
                                    new PodBuilder(present).withStatus(status).build());
        }
    }

    /** A pod that was deleted goes now; one that has ended stays until somebody deletes it. */
    private void leave() throws InterruptedException {
        if (isDeleted && !isGone) {
            home.services().cluster().remove(home.pod());
        }
        while (!isGone) {
            handle(mailbox.take());
        }
    }

    private Instant now() {
        return home.services().clock().instant();
    }
}
