package dev.acme.performance.operator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.operator.experiment.report.LargeReport;
import dev.acme.performance.operator.experiment.report.PackedFiles;
import dev.acme.performance.operator.experiment.report.Reports;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ConfigMap takes a mebibyte: the largest experiments' reports are stored whole, in all three forms. */
class ReportFilesTest {
    private static final int MEBIBYTE = 1 << 20;

    /** As many runs as an experiment may have; Markdown is always text. */
    @ParameterizedTest
    @CsvSource({
        "256, 1, report.html, report.json.gz",
        "127, 2, report.html.gz, report.json.gz",
        "85, 3, report.html.gz, report.json.gz",
        "51, 5, report.html, report.json.gz",
        "12, 20, report.html, report.json"
    })
    void theLargestExperimentsFitWhole(int cells, int repeats, String html, String json)
            throws JsonProcessingException {
        var report = LargeReport.of(cells, repeats);

        var files = ReportFiles.of(report);

        assertThat(files).containsOnlyKeys("report.md", html, json);
        assertThat(files.values().stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum())
                .isLessThan(MEBIBYTE);
        var map = map(files);
        assertThat(PackedFiles.text(map, "report.md")).contains(Reports.markdown(report));
        assertThat(PackedFiles.text(map, "report.html")).contains(Reports.html(report));
        var read = JsonMapper.builder()
                .build()
                .readTree(PackedFiles.text(map, "report.json").orElseThrow());
        assertThat(read.path("runs")).hasSize(cells * repeats);
    }

    @Test
    void whatDoesNotFitEvenPackedIsNamed() {
        var noise = new byte[700_000];
        new Random(1).nextBytes(noise);
        String random = Base64.getEncoder().encodeToString(noise);
        var files = new LinkedHashMap<String, String>();
        files.put("report.md", "short");
        files.put("report.html", random);
        files.put("report.json", random + random);

        var kept = ReportFiles.bounded(files);

        assertThat(kept).containsOnlyKeys("report.md", "left-out.txt");
        assertThat(kept.get("left-out.txt")).contains("report.html has 933336 bytes, packed ");
    }

    /** Of a ConfigMap that somebody edited: nothing is read, and nothing is filled. */
    @ParameterizedTest
    @CsvSource({"no base64!", "bm90IGd6aXA=", "''"})
    void whatIsNotPackedIsNoFile(String packed) {
        assertThat(PackedFiles.text(map(Map.of("report.json.gz", packed)), "report.json"))
                .isEmpty();
    }

    @Test
    void aBombIsNoFile() {
        String bomb = PackedFiles.pack("0".repeat(40 << 20));

        assertThat(bomb.length()).isLessThan(100_000);
        assertThat(PackedFiles.text(map(Map.of("report.json.gz", bomb)), "report.json"))
                .isEmpty();
    }

    private static ConfigMap map(Map<String, String> files) {
        var text = new LinkedHashMap<>(files);
        var packed = new LinkedHashMap<>(files);
        text.keySet().removeIf(name -> name.endsWith(PackedFiles.SUFFIX));
        packed.keySet().removeIf(name -> !name.endsWith(PackedFiles.SUFFIX));
        return new ConfigMapBuilder().withData(text).withBinaryData(packed).build();
    }
}
