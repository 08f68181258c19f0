package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run looks like on standard output, and which exit code it gives. */
final class OutputTest {
    private static final String MEASURED = """
            {"metadata": {"name": "a"}, "spec": {"clients": 100, "compute": {"backend": "ecs"}, "storage": {"backend": "s3"}},
             "status": {"phase": "Succeeded", "verdict": "Pass", "validity": "Valid", "results": {"requests": 100, "succeeded": 99,
              "throughput": {"requestsPerSecond": 23.456, "megabytesPerSecond": 582.5},
              "latency": {"meanMs": 1.5, "medianMs": 1.25, "p99Ms": 1234.567}}}}""";

    @Test
    void tableShowsOneRunALineWithAHyphenForWhatIsAbsent() throws JsonProcessingException {
        var pending = parsed("{\"metadata\": {\"name\": \"b\"}, \"status\": {\"phase\": \"Failed\"}}");

        assertThat(ResultTable.text(List.of(parsed(MEASURED), pending)).lines())
                .containsExactly(
                        "+-----+-----------+---------+----------+---------+---------+--------+-------+--------+---------+-----------+---------+",
                        "| Run | Phase     | Verdict | Validity | Variant | Clients |     OK | Req/s |   MB/s | Mean ms | Median ms |  P99 ms |",
                        "+-----+-----------+---------+----------+---------+---------+--------+-------+--------+---------+-----------+---------+",
                        "| a   | Succeeded | Pass    | Valid    | ecs+s3  |     100 | 99/100 | 23.46 | 582.50 |    1.50 |      1.25 | 1234.57 |",
                        "| b   | Failed    | -       | -        | -+-     |       - |    -/- |     - |      - |       - |         - |       - |",
                        "+-----+-----------+---------+----------+---------+---------+--------+-------+--------+---------+-----------+---------+");
    }

    @Test
    void markdownIsATableOfTheSame() throws JsonProcessingException {
        assertThat(OutputFormat.markdown.print(List.of(parsed(MEASURED))).lines())
                .element(2)
                .isEqualTo(
                        "| a | Succeeded | Pass | Valid | ecs+s3 | 100 | 99/100 | 23.46 | 582.50 | 1.50 | 1.25 | 1234.57 |");
    }

    @Test
    void whatOnlySomeRunsHaveStandsInColumnsOfItsOwn() throws JsonProcessingException {
        var cached = parsed("""
                {"metadata": {"name": "b"}, "spec": {"compute": {"backend": "ecs"}, "storage": {"backend": "rds", "caching": "Disk"}},
                 "status": {"results": {"cache": {"hitPercent": 66.667}}}}""");
        var redirected = parsed("""
                {"metadata": {"name": "c"}, "spec": {"compute": {"backend": "ecs"}, "storage": {"backend": "s3", "delivery": "Redirect"}},
                 "status": {"results": {"redirect": {"registryMeanMs": 1.5, "storageMeanMs": 20}}}}""");

        var function = parsed("""
                {"metadata": {"name": "d"}, "spec": {"compute": {"backend": "lambda"}, "storage": {"backend": "s3"}},
                 "status": {"results": {"cold": {"count": 3, "p50Ms": 700, "p99Ms": 900.125}, "warm": {"p50Ms": 12.5}}}}""");
        var service = parsed("""
                {"metadata": {"name": "e"}, "status": {"results": {"cold": {"count": 0}, "warm": {"p50Ms": 12.5}}}}""");

        assertThat(ResultTable.markdown(List.of(function, service)).lines())
                .anyMatch(line -> line.endsWith(" P99 ms | Cold | Cold P50 ms | Cold P99 ms | Warm P50 ms |"))
                .anyMatch(line -> line.contains("| lambda+s3 |") && line.endsWith(" 3 | 700.00 | 900.13 | 12.50 |"))
                .anyMatch(line -> line.endsWith(" - | - | - | - |"));
        assertThat(ResultTable.markdown(List.of(service))).doesNotContain("Cold");
        assertThat(ResultTable.markdown(List.of(parsed(MEASURED), cached)).lines())
                .anyMatch(line -> line.endsWith(" P99 ms | Hit % |"))
                .anyMatch(line -> line.endsWith(" 1234.57 | - |"))
                .anyMatch(line -> line.contains("| ecs+rds+Disk |") && line.endsWith(" - | 66.67 |"));
        assertThat(ResultTable.markdown(List.of(redirected)).lines())
                .anyMatch(line -> line.endsWith(" P99 ms | Redirect ms | Bucket ms |"))
                .anyMatch(line -> line.contains("| ecs+s3+Redirect |") && line.endsWith(" 1.50 | 20.00 |"));
    }

    @Test
    void remarksSayWhyARunFailedAndWhyItsNumbersAreDoubted() throws JsonProcessingException {
        var doubted = parsed("""
                {"metadata": {"name": "a"}, "status": {"phase": "Succeeded", "message": "100 of 100 succeeded",
                 "validityReasons": ["FewSamples: 100 successes", "ClientCpu: 99 %"],
                 "findings": [{"name": "OpenFiles", "message": "1,024 are allowed", "advice": "raise it"}]}}""");
        var failed = parsed("""
                {"metadata": {"name": "b"}, "status": {"phase": "Failed", "message": "image x: not found"}}""");

        assertThat(ResultTable.remarks(List.of(doubted, failed)))
                .containsExactly(
                        "a: FewSamples: 100 successes",
                        "a: ClientCpu: 99 %",
                        "a: OpenFiles: 1,024 are allowed; raise it",
                        "b: image x: not found");
    }

    @Test
    void aRequestsTimeIsToldAtItsClientAndInTheService() throws JsonProcessingException {
        var run = parsed("""
                {"metadata": {"name": "a"}, "status": {"phase": "Succeeded",
                 "results": {"timing": {"waitMeanMs": 0.125, "firstByteMeanMs": 12.5, "bodyMeanMs": 7}},
                 "breakdown": {"queueMs": 1, "metadataMs": 2, "poolWaitMs": 3, "storageFirstByteMs": 4, "transferMs": 5, "otherMs": 0.5}}}""");

        assertThat(ResultTable.remarks(List.of(run)))
                .containsExactly(
                        "a: a request at its client, ms: wait 0.13, first byte 12.50, body 7.00",
                        "a: a request in the service, ms: queue 1.00, metadata 2.00, pool wait 3.00, first byte 4.00, transfer 5.00, other 0.50");
    }

    @Test
    void jsonAndYamlHoldTheWholeObject() throws JsonProcessingException {
        var run = parsed(MEASURED);

        assertThat(parsed(OutputFormat.json.print(List.of(run)))).isEqualTo(run);
        assertThat(new YAMLMapper().readTree(OutputFormat.yaml.print(List.of(run))))
                .isEqualTo(run);
    }

    @ParameterizedTest
    @CsvSource({
        "Succeeded, Pass, 0",
        "Succeeded, Warn, 0",
        "Succeeded, None, 0",
        "Succeeded, Fail, 1",
        "Succeeded, Inconclusive, 1",
        "Failed, None, 1",
        "Cancelled, None, 1",
        "Running, Pass, 1"
    })
    void exitCodeFollowsPhaseAndVerdict(String phase, String verdict, int exitCode) throws JsonProcessingException {
        var run = parsed("{\"status\": {\"phase\": \"%s\", \"verdict\": \"%s\"}}".formatted(phase, verdict));

        assertThat(Outcome.of(List.of(run)).exitCode()).isEqualTo(exitCode);
    }

    @Test
    void oneBadRunSpoilsTheExitCodeOfAll() throws JsonProcessingException {
        assertThat(Outcome.of(List.of(parsed(MEASURED), parsed("{}"))).exitCode())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"progress","phase":"fill","done":3,"total":500}    | fill: 3 of 500 models
            {"type":"progress","phase":"prepare","done":0,"total":0}   | prepare
            {"type":"progress","stage":"Measuring","requests":7,"failed":1,"requestsPerSecond":3.5,"bytes":2400000} | measuring: 7 requests, 1 failed, 3.5 requests/s, 2 MB
            {"type":"progress","stage":"Measuring","requests":7,"failed":1,"requestsPerSecond":3.5,"bytes":2400000,"p99Ms":12.34} | measuring: 7 requests, 1 failed, 3.5 requests/s, 2 MB, P99 of the last second 12.3 ms
            """)
    void progressOfProgramsIsToldInWords(String line, String words) throws JsonProcessingException {
        assertThat(RunWatch.detail(parsed(line))).contains(words);
    }

    @Test
    void otherLinesOfProgramsAreNoProgress() throws JsonProcessingException {
        assertThat(RunWatch.detail(parsed("{\"type\":\"result\"}"))).isEmpty();
    }

    private static JsonNode parsed(String json) throws JsonProcessingException {
        return JsonMapper.builder().build().readTree(json);
    }
}
