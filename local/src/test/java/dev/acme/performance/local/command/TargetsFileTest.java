package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void withoutAFileThereIsNoTarget() {
        assertThat(TargetsFile.read(Optional.empty()).targets().byName()).isEmpty();
    }

    @Test
    void theTargetsOfTheExamplesAreGood() {
        var file = Path.of("../docs/examples/targets/targets.yaml");

        assertThat(TargetsFile.read(Optional.of(file)).targets().byName())
                .containsOnlyKeys(
                        "workers-3", "workers-5", "threads-4-tasks-32", "threads-8-tasks-32", "threads-8-tasks-64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[1]                                                  | has no externalTargets",
                "targets: {}                                          | has no externalTargets",
                "externalTargets: {a: {url: http://x}, a: {}}         | line 1: Duplicate field 'a'",
                "externalTargets: {a: {url: ftp://x}}                 | externalTargets: a.url: \"ftp://x\" must match",
                "externalTargets: {a: {url: http://x, secretHeaders: {b: {secret: s, key: k}}}} | externalTargets.a.secretHeaders: this machine has no Secrets"
            })
    void aBadFileIsNamed(String text, String told) throws IOException {
        var file = Files.writeString(folder.resolve("targets.yaml"), text);

        assertThatThrownBy(() -> TargetsFile.read(Optional.of(file)))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("targets.yaml: " + told);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> TargetsFile.read(Optional.of(folder.resolve("none"))))
                .hasMessageEndingWith("none: no such file");
    }
}
