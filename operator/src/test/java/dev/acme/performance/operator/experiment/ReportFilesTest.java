package dev.acme.performance.operator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.operator.experiment.report.JsonReport;
import dev.acme.performance.operator.experiment.report.LargeReport;
import dev.acme.performance.operator.experiment.report.Reports;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ConfigMap takes a mebibyte: the largest experiments' reports are stored in all three forms, the JSON as far as it fits. */
class ReportFilesTest {
    private static final int MEBIBYTE = 1 << 20;

    /** As many runs as an experiment may have; a page that does not fit is named in left-out.txt. */
    @ParameterizedTest
    @CsvSource({"256, 1, true, 7", "127, 2, false, 4", "85, 3, false, 2", "51, 5, true, 4", "12, 20, true, 0"})
    void theLargestExperimentsFit(int cells, int repeats, boolean isWhole, int leftOut) throws JsonProcessingException {
        var report = LargeReport.of(cells, repeats);

        var files = ReportFiles.of(report);

        int bytes = files.values().stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(files)
                .containsKeys("report.md", "report.json")
                .containsKey(isWhole ? "report.html" : "left-out.txt");
        assertThat(bytes).isLessThan(MEBIBYTE);
        var json = JsonMapper.builder().build().readTree(Objects.requireNonNull(files.get("report.json")));
        assertThat(json.path("leftOut")).hasSize(leftOut);
        assertThat(json.path("runs")).hasSize(cells * repeats);
    }

    @Test
    void theJsonNamesWhatItLeavesOut() throws JsonProcessingException {
        var report = LargeReport.of(16, 5);
        String full = Reports.json(report);
        int compact = JsonMapper.builder().build().readTree(full).toString().length();

        assertThat(JsonReport.within(report, full.length())).isEqualTo(full);
        assertThat(JsonReport.within(report, compact)).hasSize(compact);
        var less = JsonMapper.builder().build().readTree(JsonReport.within(report, compact - 1));
        assertThat(less.path("leftOut")).hasSize(1);
        assertThat(less.at("/leftOut/0").asText()).startsWith("values of the factors in findings.cells");
        assertThat(less.at("/findings/cells/0").has("assignments")).isFalse();
        assertThat(less.at("/design/cells/0").has("assignments")).isTrue();
        assertThat(less.path("runs")).hasSize(80);
    }

    @ParameterizedTest
    @CsvSource({"30000", "60000", "100000"})
    void itIsNeverLongerThanItMay(int most) {
        assertThat(JsonReport.within(LargeReport.of(16, 5), most).length()).isLessThanOrEqualTo(most);
    }
}
