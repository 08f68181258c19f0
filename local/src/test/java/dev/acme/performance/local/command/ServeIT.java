package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is kept running: what is applied to it is carried out, and nothing of it is left. */
final class ServeIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int TERMINATED = 143;
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata: {name: small, namespace: %s}
            spec:
              clients: 10
              model: {id: acme/small, sizeBytes: 1000000, registrySize: 20}
              storage: {backend: %s}
            """;

    @TempDir
    Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();
    private Path machine = Path.of("");
    private Path out = Path.of("");
    private Path err = Path.of("");

    @BeforeEach
    void nameFiles() {
        machine = folder.resolve("machine");
        out = folder.resolve("out");
        err = folder.resolve("err");
    }

    @AfterEach
    void nothingIsLeftBehind() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            exitCode(process);
        }
        assertThat(machine).doesNotExist();
        assertThat(processes()).isEmpty();
    }

    @Test
    void whatIsAppliedIsCarriedOutUntilItIsTerminated() throws Exception {
        var serve = serve("--port", "0", "--namespace", "other");
        await().atMost(LIMIT)
                .until(() -> !serve.isAlive() || Files.readString(out).contains("metrics "));
        try (var client = client(said("kubectl"))) {
            // one after the other: runs of two namespaces at once would want more processors than there may be
            for (var variant : Map.of("default", "s3", "other", "rds").entrySet()) {
                String namespace = variant.getKey();
                client.resource(Serialization.unmarshal(
                                RUN.formatted(namespace, variant.getValue()), GenericKubernetesResource.class))
                        .create();
                var run = ended(client, namespace);
                assertThat(run.getStatus().phase())
                        .as(run.getStatus().message())
                        .isEqualTo(Phase.SUCCEEDED);
                assertThat(Objects.requireNonNull(run.getStatus().results()).succeeded())
                        .isEqualTo(10);
                // as kubectl watches, without a WebSocket
                assertThat(asked(
                                        client.getMasterUrl() + "apis/performance.acme.dev/v1alpha1/namespaces/"
                                                + namespace + "/performanceruns?watch=true&timeoutSeconds=1",
                                        "")
                                .body())
                        .contains("\"type\":\"ADDED\"", "\"phase\":\"Succeeded\"");
            }
        }

        String dashboard = said("dashboard");
        String api = dashboard.substring(0, dashboard.indexOf("/#token="));
        assertThat(dashboard).endsWith("#token=" + said("token"));
        assertThat(asked(api + "/api/v1/runs", "").statusCode()).isEqualTo(401);
        assertThat(asked(api + "/api/v1/runs", said("token")).body()).contains("small", "Succeeded");
        assertThat(asked(said("metrics"), "").body())
                .contains(
                        "perf_run_info{namespace=\"other\",run=\"small\",compute=\"ecs\",storage=\"rds\",fidelity=\"simulated\"");

        // what Ctrl-C does, too, where the one who started this test does not have it ignored
        serve.destroy();
        assertThat(exitCode(serve)).isEqualTo(TERMINATED);
        assertThat(Files.readString(err))
                .contains("up after", "small                Succeeded    10 of 10 succeeded")
                .doesNotContain("Exception", "\tat ")
                .endsWith("perfrun: interrupted, stopping\n");
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLineAndNothingIsStarted() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var serve = serve("--port", Integer.toString(taken.getLocalPort()));

            assertThat(exitCode(serve)).isEqualTo(1);
            assertThat(Files.readAllLines(err))
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " cannot be had", "--port");
        }
    }

    @Test
    void badInputIsNamed() throws Exception {
        assertThat(exitCode(serve("--port", "70000"))).isEqualTo(2);
        assertThat(Files.readString(err)).contains("'70000' is no port from 0 to 65535");
        assertThat(exitCode(serve("--namespace", "Other"))).isEqualTo(2);
        assertThat(Files.readString(err)).contains("'Other' is no name of a namespace");
        assertThat(exitCode(serve("--targets", "nowhere.yaml"))).isEqualTo(2);
        assertThat(Files.readAllLines(err)).containsExactly("perfrun: nowhere.yaml: no such file");
    }

    private PerformanceRun ended(KubernetesClient client, String namespace) {
        return await("run of " + namespace)
                .atMost(LIMIT)
                .until(
                        () -> client.resources(PerformanceRun.class)
                                .inNamespace(namespace)
                                .withName("small")
                                .get(),
                        run -> run.getStatus() != null
                                && run.getStatus().phase() != null
                                && run.getStatus().phase().isTerminal());
    }

    private static KubernetesClient client(String export) throws IOException {
        var kubeconfig = Path.of(export.replaceFirst("export KUBECONFIG='(.*)'", "$1"));
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                .build();
    }

    /** What stands behind a word of standard output. */
    private String said(String word) throws IOException {
        var line = Pattern.compile("(?m)^" + word + " +(.*)$").matcher(Files.readString(out));
        assertThat(line.find()).as(Files.readString(err)).isTrue();
        return line.group(1);
    }

    private static HttpResponse<String> asked(String url, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private Process serve(String... options) throws IOException {
        var command = Stream.concat(Stream.of("../perfrun", "serve"), Stream.of(options));
        var builder = new ProcessBuilder(command.toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PERFRUN_HOME", machine.toString());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** What runs with files of this test's machine. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(machine.toString()))
                .toList();
    }
}
