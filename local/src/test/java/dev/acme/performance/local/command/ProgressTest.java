package dev.acme.performance.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsToldOfRunsAfterTheEnd(boolean isTerminal) {
        var progress = new Progress(new PrintStream(bytes, true, UTF_8), isTerminal);

        progress.detail("a", "fill: 1 of 2 models");
        progress.end("interrupted");
        progress.detail("a", "fill: 2 of 2 models");
        progress.say("kept: folder");

        assertThat(bytes.toString(UTF_8))
                .contains("1 of 2", "interrupted", "kept: folder")
                .doesNotContain("2 of 2");
    }
}
