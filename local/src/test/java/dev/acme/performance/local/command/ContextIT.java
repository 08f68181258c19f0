package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is carried out on another cluster than this machine's own: here one that another {@code perfrun} serves. */
final class ContextIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata: {name: small}
            spec:
              clients: 10
              model: {id: acme/small, sizeBytes: 1000000, registrySize: 20}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aFileIsCarriedOutOnTheClusterAndStaysThere() throws Exception {
        var machine = folder.resolve("machine");
        var file = Files.writeString(folder.resolve("run.yaml"), RUN);
        var serve = perfrun("serve-", Map.of("PERFRUN_HOME", machine.toString()), "serve", "--port", "0");
        try {
            await().atMost(LIMIT)
                    .until(() -> !serve.isAlive()
                            || Files.readString(folder.resolve("serve-out")).contains("metrics "));
            var config = Map.of("KUBECONFIG", machine.resolve("kubeconfig").toString());

            assertThat(exitCode(perfrun("", config, "run", file.toString(), "--context", "local")))
                    .as(said("err"))
                    // 1 where other work on this machine made the numbers void
                    .isLessThan(2);
            assertThat(said("out")).contains("| small", "10/10", "Succeeded");
            assertThat(said("err"))
                    .contains(
                            "10 clients download", "kept: kubectl --context local -n default get performancerun small")
                    .doesNotContain("up after", "Exception");
            assertThat(Files.exists(folder.resolve(".perfrun"))).isFalse();

            assertThat(exitCode(perfrun("", config, "run", file.toString(), "--context", "local")))
                    .isEqualTo(1);
            assertThat(said("err").lines())
                    .containsExactly("perfrun: context local: PerformanceRun small is there already: give yours another"
                            + " name, or delete that one");

            Files.writeString(file, RUN.replace("name: small", "name: small, namespace: nowhere"));
            assertThat(exitCode(perfrun("", config, "run", file.toString(), "--context", "local")))
                    .isEqualTo(1);
            assertThat(said("err")).contains("perfrun: context local: ", "nowhere");

            // one that perfrun serves has its operator in no pod
            assertThat(exitCode(perfrun("", config, "serve", "--context", "local", "--port", "0")))
                    .isEqualTo(1);
            assertThat(said("err").lines())
                    .containsExactly(
                            "perfrun: context local: no operator is installed there (docs/tutorial-cluster.md)");
        } finally {
            serve.destroy();
            exitCode(serve);
        }
    }

    @Test
    void whatDoesNotFitIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("run.yaml"), RUN);
        var config = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts:
                - {name: here, context: {cluster: here, user: me}}
                - {name: there, context: {cluster: here, user: me}}
                clusters:
                - {name: here, cluster: {server: "http://127.0.0.1:1"}}
                users:
                - {name: me, user: {}}
                """);
        var environment = Map.of("KUBECONFIG", config.toString());

        assertThat(exitCode(perfrun("", environment, "run", file.toString(), "--context", "elsewhere")))
                .isEqualTo(2);
        assertThat(said("err").lines())
                .containsExactly(
                        "perfrun: --context elsewhere: the kubeconfig has no such context; there are: here, there");
        assertThat(exitCode(perfrun("", environment, "run", file.toString(), "--context", "there", "--load-cpu", "1")))
                .isEqualTo(2);
        assertThat(said("err")).contains("--load-cpu: is about this machine, and does not go with --context");
        assertThat(exitCode(perfrun("", environment, "run", file.toString(), "--context", "there")))
                .isEqualTo(1);
        assertThat(said("err"))
                .contains("perfrun: context there: the API server at http://127.0.0.1:1", "does not answer");
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private Process perfrun(String prefix, Map<String, String> environment, String... words) throws IOException {
        var builder = new ProcessBuilder(Stream.concat(
                                Stream.of(Path.of("../perfrun").toAbsolutePath().toString()), Stream.of(words))
                        .toList())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(prefix + "out").toFile())
                .redirectError(folder.resolve(prefix + "err").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
