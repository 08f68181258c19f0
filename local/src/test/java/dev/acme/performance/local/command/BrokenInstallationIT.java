package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher with a class missing, as after half an upgrade: whoever waits for what will never come must be told. */
final class BrokenInstallationIT {
    private static final int LIMIT_MINUTES = 2;
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata: {name: a}
            spec: {clients: 1, model: {id: acme/small, sizeBytes: 1000, registrySize: 1}, compute: {memory: 256Mi}}
            """;
    private static final String EXPERIMENT = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceExperiment
            metadata: {name: a}
            spec:
              template:
                spec: {clients: 1, model: {id: acme/small, sizeBytes: 1000, registrySize: 1}, compute: {memory: 256Mi}}
              repeats: 1
            """;

    @TempDir
    Path folder = Path.of("");

    /** The operator's reconcilers meet it at work, in a thread of the framework, which says nothing of it. */
    @ParameterizedTest
    @ValueSource(strings = {"run/StatusProjection", "run/PerformanceRunReconciler"})
    void aRunEndsWithASentence(String missing) throws IOException, InterruptedException {
        assertThat(said(missing, RUN)).contains("perfrun: broke down in thread ", missing, "build it anew");
    }

    @Test
    void anExperimentEndsWithASentence() throws IOException, InterruptedException {
        String missing = "experiment/plan/ExperimentProgress";

        assertThat(said(missing, EXPERIMENT)).contains("perfrun: broke down in thread ", missing);
    }

    private String said(String missing, String text) throws IOException, InterruptedException {
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dperfrun.home=" + Path.of("..").toAbsolutePath().normalize(),
                        "-jar",
                        installationWithout(missing).toString(),
                        "run",
                        Files.writeString(folder.resolve("file.yaml"), text).toString())
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PERFRUN_HOME", folder.resolve("machine").toString());
        var perfrun = builder.start();
        boolean isOver = perfrun.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        perfrun.destroyForcibly();
        String said = Files.readString(err);

        assertThat(isOver).as("ended within %d min: %s", LIMIT_MINUTES, said).isTrue();
        assertThat(perfrun.exitValue()).as(said).isEqualTo(1);
        assertThat(folder.resolve("machine")).doesNotExist();
        return said;
    }

    /** Links to the libraries of the one that was built, but for the operator's. */
    private Path installationWithout(String missing) throws IOException {
        var built = Path.of("target").toAbsolutePath();
        var libraries = Files.createDirectories(folder.resolve("lib"));
        for (var library : libraries(built)) {
            var place = libraries.resolve(library.getFileName());
            if (library.getFileName().toString().startsWith("operator-0")) {
                Files.copy(library, place);
                without(missing, place);
            } else {
                Files.createSymbolicLink(place, library);
            }
        }
        return Files.copy(built.resolve("local.jar"), folder.resolve("local.jar"));
    }

    private static void without(String missing, Path jar) throws IOException {
        try (var files = FileSystems.newFileSystem(jar)) {
            Files.delete(files.getPath("dev/acme/performance/operator/" + missing + ".class"));
        }
    }

    private static List<Path> libraries(Path built) throws IOException {
        try (var libraries = Files.list(built.resolve("lib"))) {
            return libraries.toList();
        }
    }
}
