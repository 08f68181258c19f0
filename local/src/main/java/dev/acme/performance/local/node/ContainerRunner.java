package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** The life of one container, from its first start to its last end; it belongs to its pod's thread. */
final class ContainerRunner {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration IMAGE_LOOK_AGAIN = Duration.ofSeconds(2);

    private final PodHome home;
    private final Container container;
    private final RestartRule rule;
    private final Consumer<PodEvent> mailbox;
    private final List<ContainerState.Ended> formerEnds = new ArrayList<>();
    private final List<ContainerProcess> processes = new ArrayList<>();
    private ContainerState state;
    private ContainerProbes probes = ContainerProbes.none();
    private Backoff backoff = Backoff.NONE;
    private Instant dueAt = Instant.MIN;
    private int runs;
    private boolean isDone;
    private boolean wasOutOfMemory;
    private String id = "";

    ContainerRunner(PodHome home, Container container, RestartRule rule, Consumer<PodEvent> mailbox) {
        this.home = home;
        this.container = container;
        this.rule = rule;
        this.mailbox = mailbox;
        this.state = ContainerState.Waiting.CREATING;
    }

    String name() {
        return container.getName();
    }

    boolean isRunning() {
        return state instanceof ContainerState.Running;
    }

    ContainerView view() {
        return new ContainerView(
                name(),
                container.getImage(),
                id.isEmpty() ? "" : home.services().images().id(container.getImage()),
                id,
                state,
                formerEnds,
                Math.max(0, runs - 1),
                isRunning() && probes.isStarted(),
                isRunning() && probes.isReady(),
                isDone);
    }

    void waitFor(ContainerState.Waiting reason) {
        state = reason;
    }

    /** When it wants to be looked at again; {@link Instant#MAX} where only an event changes anything. */
    Instant wakeAt() {
        return isDone || isRunning() ? Instant.MAX : dueAt;
    }

    /** Starts it if it is due. */
    void advance(Instant now) {
        if (isDone || isRunning() || now.isBefore(dueAt)) {
            return;
        }
        var start = new ContainerStart(home, container, runs);
        try {
            run(start, start.prepare());
        } catch (StartFailure failure) {
            waitBecauseOf(failure, now);
        } catch (IOException e) {
            waitBecauseOf(new StartFailure("RunContainerError", String.valueOf(e.getMessage())), now);
        }
    }

    private void run(ContainerStart start, ContainerStart.Launch launch) throws IOException {
        var events = home.services().events();
        events.normal(
                home.pod(), "Pulled", "Container image \"%s\" is on this machine".formatted(container.getImage()));
        String program = launch.command().isEmpty() ? "" : launch.command().getFirst();
        if (Spawner.find(program, launch.environment().getOrDefault("PATH", "")).isEmpty()) {
            runs++;
            String message = "exec: \"" + program + "\": executable file not found in $PATH";
            events.warning(home.pod(), "Failed", "Error: " + message);
            var now = home.services().clock().instant();
            end(new ContainerState.Ended(128, "StartError", message, now, now), now);
            return;
        }
        events.normal(home.pod(), "Created", "Created container: " + name());
        int run = runs++;
        wasOutOfMemory = false;
        var process = start.start(launch, code -> mailbox.accept(new PodEvent.Exited(name(), run, code)));
        processes.add(process);
        id = "process://" + process.pid();
        state = new ContainerState.Running(process.startedAt());
        events.normal(home.pod(), "Started", "Started container " + name());
        watch(process, launch, run);
    }

    private void watch(ContainerProcess process, ContainerStart.Launch launch, int run) {
        long limit = Limits.of(container).memoryBytes();
        if (limit > 0) {
            home.services()
                    .memory()
                    .watch(process.pid(), limit, () -> mailbox.accept(new PodEvent.OutOfMemory(name(), run)));
        }
        var listener = new ProbeListener(home, name(), run, mailbox);
        Prober.Exec exec = command -> home.services().spawner().start(command, launch.environment(), launch.folder());
        probes = ContainerProbes.start(
                container,
                home.podIp(),
                plan -> ProbeLoop.start(plan, home.services().prober(), exec, listener));
    }

    private void waitBecauseOf(StartFailure failure, Instant now) {
        boolean isImage = failure.reason().equals("ErrImagePull");
        boolean isAgain = isImage
                && state instanceof ContainerState.Waiting waiting
                && waiting.reason().contains("Pull");
        String reason = isAgain ? "ImagePullBackOff" : failure.reason();
        String message = isAgain
                ? "Back-off pulling image \"" + container.getImage() + "\": " + failure.words()
                : failure.words();
        home.services().events().warning(home.pod(), isAgain ? "BackOff" : "Failed", reason + ": " + message);
        state = new ContainerState.Waiting(reason, message);
        dueAt = now.plus(isImage ? IMAGE_LOOK_AGAIN : LOOK_AGAIN);
    }

    /** Its program has ended; an older run's late end changes nothing. */
    void exited(int run, int exitCode, Instant now) {
        if (run != runs - 1 || !(state instanceof ContainerState.Running running)) {
            return;
        }
        var process = processes.getLast();
        home.services().memory().forget(process.pid());
        probes.stop();
        boolean fallsBack = "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy()) && exitCode != 0;
        Path said = home.folder().root().resolve("containers/" + name() + "/termination-" + run);
        String message = TerminationMessage.read(
                said, fallsBack, home.services().logs(), process.log().file());
        String reason = exitCode == 0 ? "Completed" : "Error";
        end(
                new ContainerState.Ended(
                        exitCode, wasOutOfMemory ? "OOMKilled" : reason, message, running.startedAt(), now),
                now);
    }

    private void end(ContainerState.Ended ended, Instant now) {
        processes.clear();
        if (isDone || !rule.restartsAfter(ended.exitCode())) {
            isDone = true;
            state = ended;
            return;
        }
        boolean isFirst = formerEnds.isEmpty();
        formerEnds.clear();
        formerEnds.add(ended);
        backoff = backoff.next(Duration.between(ended.startedAt(), ended.finishedAt()), isFirst);
        dueAt = now.plus(backoff.delay());
        state = backoff.delay().isZero() ? ended : crashLoop();
    }

    private ContainerState crashLoop() {
        String message = "back-off %ds restarting failed container=%s pod=%s_%s(%s)"
                .formatted(
                        backoff.delay().toSeconds(),
                        name(),
                        home.pod().getMetadata().getName(),
                        home.pod().getMetadata().getNamespace(),
                        home.uid());
        home.services().events().warning(home.pod(), "BackOff", message);
        return new ContainerState.Waiting("CrashLoopBackOff", message);
    }

    void probed(PodEvent.Probed probed) {
        if (probed.run() == runs - 1 && isRunning() && probes.take(probed.kind(), probed.isGood())) {
            String word = probed.kind().word().toLowerCase(Locale.ROOT);
            home.services()
                    .events()
                    .normal(
                            home.pod(),
                            "Killing",
                            "Container %s failed %s probe, will be restarted".formatted(name(), word));
            processes.forEach(ContainerProcess::terminate);
            killLater();
        }
    }

    /** A program that does not end when its probe has failed is killed after the pod's grace period. */
    private void killLater() {
        long grace = Objects.requireNonNullElse(home.pod().getSpec().getTerminationGracePeriodSeconds(), 30L);
        var ending = List.copyOf(processes);
        Thread.ofVirtual().name("kill-" + name()).start(() -> {
            try {
                for (var process : ending) {
                    if (!process.awaitEnd(Duration.ofSeconds(grace).toMillis())) {
                        process.kill();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void outOfMemory(int run) {
        if (run == runs - 1 && isRunning()) {
            wasOutOfMemory = true;
            processes.forEach(ContainerProcess::kill);
        }
    }

    /** It is not started again; its program is asked to end. */
    void stop() {
        isDone = true;
        probes.stop();
        if (isRunning()) {
            home.services().events().normal(home.pod(), "Killing", "Stopping container " + name());
            processes.forEach(ContainerProcess::terminate);
        }
    }

    void kill() {
        isDone = true;
        processes.forEach(ContainerProcess::kill);
    }
}
