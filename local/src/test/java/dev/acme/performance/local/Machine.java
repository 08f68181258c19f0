package dev.acme.performance.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.local.node.Image;
import dev.acme.performance.local.node.Images;
import dev.acme.performance.local.node.JavaLauncher;
import dev.acme.performance.local.node.Launcher;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A machine for tests, asked through its API only; {@code shell} runs a script, {@code program} runs {@link PodProgram}. */
public final class Machine implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final LocalKubernetes kubernetes;

    public Machine() {
        try {
            folder = Files.createTempDirectory("machine").resolve("folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kubernetes = LocalKubernetes.start(LocalSettings.of(folder, images()));
    }

    static Images images() {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classes = Path.of(PodProgram.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        var program = new JavaLauncher(
                java,
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of("-cp", classes, PodProgram.class.getName()),
                Optional.empty());
        return new Images(Map.of(
                "shell", Image.of(Launcher.of("/bin/sh", "-c")),
                "program", Image.of(program)));
    }

    public KubernetesClient client() {
        return kubernetes.client();
    }

    public Path folder() {
        return folder;
    }

    public HasMetadata create(String yaml) {
        return client().resource(yaml).create();
    }

    /** A pod of one container that runs a script. */
    public Pod shell(String name, String policy, String script) {
        return (Pod) create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {app: %s}}
                spec:
                  restartPolicy: %s
                  terminationGracePeriodSeconds: 2
                  containers:
                  - name: main
                    image: shell
                    args: [%s]
                """.formatted(name, name, policy, quoted(script)));
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public Pod pod(String name) {
        return client().pods().withName(name).get();
    }

    public String log(String name) {
        return client().pods().withName(name).getLog();
    }

    public void await(Runnable assertion) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(assertion::run);
    }

    public Pod awaitPhase(String name, String phase) {
        await(() -> assertThat(pod(name).getStatus().getPhase()).isEqualTo(phase));
        return pod(name);
    }

    /** Waits for an Event about a pod with that reason. */
    public void awaitEvent(String pod, String reason, Consumer<Event> expectation) {
        await(() -> assertThat(client().v1().events().list().getItems())
                .filteredOn(event -> event.getInvolvedObject().getName().equals(pod)
                        && event.getReason().equals(reason))
                .anySatisfy(expectation));
    }

    @Override
    public void close() {
        kubernetes.close();
        try {
            Files.delete(folder.resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
