package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code perfrun check} as a user calls it: what this machine is, and what a worse one would be told. */
final class CheckIT {
    private static final long LIMIT_SECONDS = 180;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyLineIsACheckAndTheExitCodeSaysWhetherAllAreFine() throws IOException {
        var check = sh("../perfrun check --clients 10");

        assertThat(check.out)
                .allMatch(line -> line.matches("(ok   |LOOK ) [A-Z][A-Za-z]+ +[^ ].*"))
                .anyMatch(line -> line.startsWith("ok    OpenFiles"))
                .anyMatch(line -> line.contains(" Neighbours "));
        assertThat(check.exitCode).isEqualTo(check.out.stream().anyMatch(line -> line.startsWith("LOOK")) ? 1 : 0);
        assertThat(check.err).isEmpty();
    }

    @Test
    void aMachineWithTooFewOpenFilesIsToldSoWithAnAdvice() throws IOException {
        var check = sh("ulimit -n 250; ../perfrun check --clients 100");

        assertThat(check.exitCode).isEqualTo(1);
        assertThat(check.out)
                .anySatisfy(
                        line -> assertThat(line).startsWith("LOOK  OpenFiles").contains("250", "300"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --clients 0     | 64 | loadgen-job: --clients: must be 1 to 10000
        --clients 10001 | 64 | loadgen-job: --clients: must be 1 to 10000
        --clients x     | 2  | Invalid value for option '--clients': 'x' is not an int
        more            | 2  | Unmatched argument at index 1: 'more'
        """)
    void badInputIsNamed(String options, int exitCode, String message) throws IOException {
        var check = sh("../perfrun check " + options);

        assertThat(check.exitCode).isEqualTo(exitCode);
        assertThat(check.err).anyMatch(line -> line.contains(message));
        assertThat(check.out).isEmpty();
    }

    @Test
    void aLoadGeneratorThatIsNotBuiltIsNamed() throws IOException {
        var check = sh(
                "\"$0\" -Dperfrun.home=\"$1\" -jar target/local.jar check",
                ProcessHandle.current().info().command().orElseThrow(),
                folder.toString());

        assertThat(check.exitCode).isEqualTo(1);
        assertThat(check.err)
                .singleElement()
                .asString()
                .startsWith("perfrun: " + folder)
                .contains("loadgen-job.jar is missing: build it");
    }

    private record Ended(int exitCode, List<String> out, List<String> err) {}

    private Ended sh(String script, String... arguments) throws IOException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var command = new ArrayList<>(List.of("bash", "-c", script));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroy();
        }
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }
}
