package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.RealApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The kubectl beside the kube-apiserver that KUBEBUILDER_ASSETS names, watching and waiting; skipped where there is none. */
@EnabledIf("isThere")
class KubectlIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata: {name: small}
            spec: {clients: 1, model: {id: acme/small, sizeBytes: 1000000, registrySize: 1}}
            """;
    private static final String ENDED = """
            {"status": {"phase": "Succeeded", "conditions": [{"type": "Ready", "status": "True", "reason": "Succeeded",
            "message": "it is", "lastTransitionTime": "2026-11-23T00:00:00Z", "observedGeneration": 1}]}}
            """;

    @TempDir
    Path folder = Path.of("");

    private final ApiServer server = ApiServer.start(InstantSource.system());
    private final KubernetesClient client = LocalClient.of(server);
    private final List<Process> started = new ArrayList<>();

    static boolean isThere() {
        return System.getenv(RealApiServer.ASSETS) != null && Files.isExecutable(program());
    }

    private static Path program() {
        return Path.of(Objects.requireNonNull(System.getenv(RealApiServer.ASSETS)), "kubectl");
    }

    @BeforeEach
    void thereIsARun() throws IOException {
        try (var definition =
                PerformanceRun.class.getResourceAsStream("/crd/performanceruns.performance.acme.dev-v1.yaml")) {
            client.load(definition).create();
        }
        client.resource(RUN).create();
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        client.close();
        server.close();
    }

    private Process kubectl(String name, String... arguments) throws IOException {
        var command = Stream.concat(
                Stream.of(
                        program().toString(),
                        "--server=" + server.addressWithToken(),
                        "--namespace=default",
                        "--cache-dir=" + folder.resolve("cache")),
                Stream.of(arguments));
        var builder = new ProcessBuilder(command.toList())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("KUBECONFIG", folder.resolve("none").toString());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private String said(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void assertThatItSucceeds(Process process, String name) throws IOException, InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(name)
                .isTrue();
        assertThat(process.exitValue()).as(said(name + ".err")).isZero();
    }

    @Test
    void itShowsEachChangeAndWaitsForOne() throws Exception {
        var watching = kubectl("get", "get", "perfrun", "--watch");
        await().atMost(LIMIT).until(() -> said("get.out").contains("small"));
        var waiting = kubectl("wait", "wait", "--for=condition=Ready", "perfrun/small", "--timeout=30s", "-v=6");
        await().atMost(LIMIT).until(() -> said("wait.err").contains("watch=true"));

        client.genericKubernetesResources("performance.acme.dev/v1alpha1", "PerformanceRun")
                .withName("small")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), ENDED);

        assertThatItSucceeds(waiting, "wait");
        assertThat(said("wait.out")).contains("condition met");
        await().atMost(LIMIT).until(() -> said("get.out").contains("Succeeded"));
        assertThat(said("get.out").lines()).hasSize(3).first().asString().startsWith("NAME    PHASE");
        assertThat(watching.isAlive()).isTrue();
    }

    /** It waits for the end of what it deletes, unless it is told not to. */
    @Test
    void itSeesADeletionToItsEnd() throws Exception {
        var deleting = kubectl("delete", "delete", "perfrun", "small", "--timeout=30s");

        assertThatItSucceeds(deleting, "delete");
        assertThat(said("delete.err")).isEmpty();
    }
}
