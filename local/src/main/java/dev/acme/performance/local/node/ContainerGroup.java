package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A pod's containers: init containers one after the other, then all others at once. */
final class ContainerGroup {
    private final List<ContainerRunner> inits = new ArrayList<>();
    private final List<ContainerRunner> containers = new ArrayList<>();
    private final String restartPolicy;

    ContainerGroup(PodHome home, Consumer<PodEvent> mailbox) {
        var spec = home.pod().getSpec();
        restartPolicy = Objects.requireNonNullElse(spec.getRestartPolicy(), "Always");
        for (var init : Objects.requireNonNullElse(spec.getInitContainers(), List.<Container>of())) {
            inits.add(new ContainerRunner(home, init, RestartRule.ofInitContainer(restartPolicy), mailbox));
        }
        for (var container : spec.getContainers()) {
            containers.add(new ContainerRunner(home, container, RestartRule.ofContainer(restartPolicy), mailbox));
        }
    }

    private Stream<ContainerRunner> all() {
        return Stream.concat(inits.stream(), containers.stream());
    }

    /** Those whose turn it is. */
    private List<ContainerRunner> due() {
        return inits.stream()
                .filter(init -> !init.view().hasSucceeded())
                .findFirst()
                .map(List::of)
                .orElse(containers);
    }

    void advance(Instant now) {
        if (due() != containers) {
            containers.forEach(container -> container.waitFor(ContainerState.Waiting.INITIALIZING));
        }
        due().forEach(container -> container.advance(now));
    }

    /** When one of them wants to be looked at again. */
    Instant wakeAt() {
        return due().stream()
                .map(ContainerRunner::wakeAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    void waitFor(ContainerState.Waiting waiting) {
        all().forEach(container -> container.waitFor(waiting));
    }

    void exited(PodEvent.Exited exited, Instant now) {
        named(exited.container()).forEach(container -> container.exited(exited.run(), exited.exitCode(), now));
    }

    void probed(PodEvent.Probed probed) {
        named(probed.container()).forEach(container -> container.probed(probed));
    }

    void outOfMemory(PodEvent.OutOfMemory exceeded) {
        named(exceeded.container()).forEach(container -> container.outOfMemory(exceeded.run()));
    }

    private Stream<ContainerRunner> named(String name) {
        return all().filter(container -> container.name().equals(name));
    }

    boolean isAnyRunning() {
        return all().anyMatch(ContainerRunner::isRunning);
    }

    void stop() {
        all().forEach(ContainerRunner::stop);
    }

    void kill() {
        all().forEach(ContainerRunner::kill);
    }

    PodView view(PodView.Failure failure) {
        return new PodView(
                inits.stream().map(ContainerRunner::view).toList(),
                containers.stream().map(ContainerRunner::view).toList(),
                restartPolicy,
                failure);
    }
}
