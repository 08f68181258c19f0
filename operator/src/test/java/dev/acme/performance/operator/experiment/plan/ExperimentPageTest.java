package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/experiments.md names every reason that an experiment can have, and no other. */
class ExperimentPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| `\\w+=", Pattern.MULTILINE);

    @Test
    void everyReasonIsExplained() throws IOException {
        var page = Files.readString(Path.of("../docs/experiments.md"));

        assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ExperimentReason.values())
                        .map(ExperimentReason::toString)
                        .toList());
    }
}
