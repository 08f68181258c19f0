package dev.acme.performance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeCodecTest {
    private final ExchangeCodec codec = new ExchangeCodec();

    @Test
    void aProfileIsCompletedByTheContractsDefaults() {
        var profile = codec.readProfile("{\"clients\":100,\"path\":\"/model.zip\"}");

        assertThat(codec.writeProfile(profile))
                .isEqualTo("{\"clients\":100,\"path\":\"/model.zip\",\"mode\":\"Burst\",\"requestsPerClient\":1,"
                        + "\"thinkTimeMs\":0,\"warmupSeconds\":0,\"timeoutSeconds\":300,\"verify\":\"Crc32c\",\"seed\":1,"
                        + "\"method\":\"GET\",\"headers\":{},\"status\":200,\"anyBody\":false}");
        assertThat(codec.readProfile(codec.writeProfile(profile))).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"clients\":0,\"path\":\"/\"}                                 | clients: 0 is not within 1..10000",
                "{\"clients\":1,\"path\":\"x\"}                                 | path: must match",
                "{\"path\":\"/\"}                                               | clients",
                "{\"clients\":1}                                                | path",
                "{\"clients\":1,\"path\":\"/\",\"durationSeconds\":5}           | durationSeconds: has no meaning",
                "{\"clients\":1,\"path\":\"/\",\"mode\":\"Closed\"}             | durationSeconds: required",
                "{\"clients\":1,\"path\":\"/\",\"mode\":\"Poisson\",\"durationSeconds\":1} | ratePerSecond: required",
                "{\"clients\":1,\"path\":\"/\",\"mode\":\"Ramp\"}               | mode",
                "{\"clients\":1,\"path\":\"/\",\"crc32c\":\"12\"}               | crc32c: must match",
                "{\"clients\":1,\"path\":\"/\",\"headers\":{\"a b\":\"c\"}}     | headers.a b: must match",
                "{\"clients\":1,\"path\":\"/\",\"client\":5}                    | client",
                "{\"clients\":1.5,\"path\":\"/\"}                               | clients",
                "{\"clients\":null,\"path\":\"/\"}                              | clients",
                "{\"clients\":1,\"path\":\"/\",\"clients\":2}                | clients: is given twice",
                "{\"clients\":\"1\",\"path\":\"/\"}                            | clients: must be an integer",
                "{\"clients\":99999999999,\"path\":\"/\"}                      | clients: 99999999999 is out of range",
                "{\"clients\":1,\"path\":\"/\",\"seed\":99999999999999999999}   | seed: is out of range",
                "{\"clients\":1,\"path\":7}                                     | path: must be a string",
                "{\"clients\":1,\"path\":\"/\",\"status\":429}                 | status: 429 is a refusal",
                "{\"clients\":1,\"path\":\"/\",\"status\":199}                 | status: 199 is not within 200..599",
                "{\"clients\":1,\"path\":\"/\",\"anyBody\":1}                  | anyBody: must be true or false",
                "{\"clients\":1,\"path\":\"/\",\"anyBody\":true,\"sizeBytes\":1} | anyBody: contradicts sizeBytes",
                "{\"clients\":1,\"path\":\"/\",\"headers\":{\"TE\":\"c\"}}       | headers.TE: is the load generator's own",
                "{\"clients\":1,\"path\":\"/\",\"redirectTo\":true}             | redirectTo: must be a string",
                "{\"clients\":1,\"path\":\"/\",\"redirectTo\":\"https://s3\"} | redirectTo: must match",
                "{\"clients\":1,\"path\":\"/\",\"redirectTo\":\"s3/bucket\"} | redirectTo: must match",
                "{\"clients\":1,\"path\":\"/\",\"redirectTo\":\"a@s3\"}     | redirectTo: must match",
                "{\"clients\":1,\"path\":\"/\",\"followRedirects\":true}    | followRedirects: unknown field",
                "{\"clients\":1,\"path\":\"/\",\"metrics\":[]}                  | metrics: must be an object",
                "{\"clients\":1,\"path\":\"/\",\"metrics\":{\"uri\":\"x\"}}      | metrics.uri: unknown field",
                "{\"clients\":1,\"path\":\"/\",\"metrics\":{\"url\":\"x\"}}      | metrics.url: must match",
                "{\"clients\":1,\"path\":\"/\",\"metrics\":{\"url\":\"http://x\"}} | metrics: needs 1 to 16 counters",
                "{\"clients\":1,\"path\":\"/\",\"metrics\":{\"url\":\"http://x\",\"counters\":{\"a\":\"b{c}\"}}} | metrics.counters.a: must match",
                "{\"clients\":1,\"path\":\"/\",\"metrics\":{\"url\":\"http://x\",\"counters\":{\"a\":\"b\"},\"rates\":{\"r\":[\"a\",\"z\"]}}} | metrics.rates.r: must name two or more",
                "{\"clients\":1,\"path\":\"/\",\"headers\":[]}                 | headers: must be an object",
                "{\"clients\":1,\"path\":\"/\",\"headers\":{\"a\":1}}          | headers.a: must be a string",
                "{\"clients\":1,\"path\":\"/\",\"verify\":\"Md5\"}             | verify: must be one of",
                "{\"clients\":1,\"path\":\"/\"} x                              | not JSON",
                "{\"clients\":1,\"path\":\"/\"} {}                             | not JSON: text after",
                "[1]                                                            | must be a JSON object",
                "{\"clients\":1                                                 | not JSON"
            })
    void aBadProfileIsRefusedNamingFieldAndReason(String json, String expected) {
        assertThatThrownBy(() -> codec.readProfile(json))
                .isInstanceOf(BadProfile.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @EnumSource(LoadMode.class)
    void aModeIsReadUnderTheNameItIsWrittenWith(LoadMode mode) throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(mode)).isEqualTo('"' + mode.wireName() + '"');
    }

    @ParameterizedTest
    @EnumSource(Verify.class)
    void aVerificationIsReadUnderTheNameItIsWrittenWith(Verify verify) throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(verify)).isEqualTo('"' + verify.wireName() + '"');
    }

    @Test
    void everyFieldOfAProfileSurvivesTheWire() {
        var profile = LoadProfileBuilder.builder()
                .clients(7)
                .path("/a?b=c")
                .sizeBytes(5_368_709_120L)
                .sha256("0123456789abcdef".repeat(4))
                .crc32c("0123abcd")
                .mode(LoadMode.POISSON)
                .requestsPerClient(2)
                .durationSeconds(60)
                .ratePerSecond(1_000_000)
                .thinkTimeMs(5)
                .warmupSeconds(3)
                .timeoutSeconds(4)
                .verify(Verify.SHA256)
                .seed(Long.MIN_VALUE)
                .method("PUT")
                .headers(Map.of("a", "b", "c", ""))
                .body("{\"x\":1}")
                .status(201)
                .redirectTo("s3:9000")
                .metrics(new MetricsPage(
                        "http://host:9/metrics?a=b",
                        Map.of("hits", "cache_total{outcome=\"hit\",a=\"b\"}", "misses", "misses_total"),
                        Map.of("hitRate", List.of("hits", "misses"))))
                .build();

        assertThat(profile).hasNoNullFieldsOrProperties();
        assertThat(codec.readProfile(codec.writeProfile(profile))).isEqualTo(profile);
    }

    @Test
    void allBadFieldsAreNamedAtOnce() {
        assertThatThrownBy(() -> codec.readProfile("{\"clients\":0,\"path\":\"x\",\"timeoutSeconds\":0}"))
                .hasMessageContainingAll("clients", "path", "timeoutSeconds");
    }

    @Test
    void aResultComesBackFromItsLine() {
        var result = result();

        String line = codec.writeLine(result);

        assertThat(line)
                .startsWith("{\"type\":\"result\",")
                .contains("\"p99Ms\":9.0")
                .doesNotContain("\n", "null");
        assertThat(codec.readLine(line)).contains(result);
    }

    @Test
    void aResultFollowsItsPublishedSchema() {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(getClass().getResourceAsStream("/schema/run-result-v1.schema.json"));

        assertThat(schema.validate(codec.writeLine(result()), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(codec.writeLine(result().summary()), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate("{\"type\":\"result\"}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void whatTheTargetCountedFollowsTheSchemaAndComesBack() {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(getClass().getResourceAsStream("/schema/run-result-v1.schema.json"));
        var result = result().withCounters(new TargetCounters(
                List.of(new TargetCounters.Increase("hits", 1, 3, 2)),
                List.of(new TargetCounters.Rate("hitRate", 66.6667), new TargetCounters.Rate("none", null)),
                "misses went down"));

        assertThat(schema.validate(codec.writeLine(result), InputFormat.JSON)).isEmpty();
        assertThat(codec.readLine(codec.writeLine(result))).contains(result);
    }

    private static Stream<RunProgress> progress() {
        return Stream.of(
                new RunProgress(RunProgress.Stage.CONNECTING, 50, 0, 0, 0, 0, 0, null, null),
                new RunProgress(RunProgress.Stage.MEASURING, 50, 50, 1, 33.3, 12345, 0.5, 3.5, 9.25));
    }

    @ParameterizedTest
    @MethodSource("progress")
    void progressComesBackFromItsLineAndFollowsItsPublishedSchema(RunProgress progress) {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(getClass().getResourceAsStream("/schema/run-progress-v1.schema.json"));
        String line = codec.writeLine(progress);

        assertThat(codec.readLine(line)).contains(progress);
        assertThat(new ProgressWriter().line(progress)).isEqualTo(line);
        assertThat(schema.validate(line, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(line.replace("percent", "progress"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void progressOfAnOlderGeneratorIsRead() {
        String line = "{\"type\":\"progress\",\"stage\":\"MEASURING\",\"percent\":50.0,\"requests\":50,\"failed\":1,"
                + "\"requestsPerSecond\":33.3,\"bytes\":12345}";

        assertThat(codec.readLine(line))
                .contains(new RunProgress(RunProgress.Stage.MEASURING, 50, 50, 1, 33.3, 12345, 0, null, null));
    }

    @Test
    void aFieldOfANewerGeneratorIsIgnored() {
        String line = codec.writeLine(result()).replaceFirst("\"version\":1", "\"version\":1,\"later\":{\"x\":1}");

        assertThat(codec.readLine(line)).contains(result());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INFO starting",
                "{\"type\":\"other\"}",
                "{\"type\":\"result\"}",
                "{\"type\":\"result\",\"cli"
            })
    void aLineThatIsNotAWholeOneOfOursIsNoLine(String line) {
        assertThat(codec.readLine(line)).isEmpty();
    }

    private static RunResult result() {
        var latency = new Results.Latency(5, 5, 9, 9, 9, 9.0, 1, 9, 2.5, 8, null);
        var results = ResultsBuilder.builder()
                .clients(100)
                .requests(100)
                .succeeded(99)
                .failed(1)
                .successPercent(99)
                .errorPercent(1)
                .errors(new Results.Errors(1, 0, 0, 0, 0, 0, 0))
                .bytes(990)
                .durationSeconds(2.5)
                .throughput(new Results.Throughput(39.6, 396, 0.0))
                .latency(latency)
                .cold(new Results.Cold(1, 9.0, 9.0))
                .warm(new Results.Warm(5.0, 9.0))
                .timing(new Results.Timing(0.5, 1.5, 1.5, 2, 30, 3))
                .build();
        return RunResultBuilder.builder()
                .version(RunResult.VERSION)
                .mode(LoadMode.BURST)
                .startedAt(Instant.parse("2026-01-01T00:00:00Z"))
                .finishedAt(Instant.parse("2026-01-01T00:00:02.500Z"))
                .results(results)
                .validity(Validity.SUSPECT)
                .validityReasons(List.of("FewSamples: 99 successes, p99 has no upper bound below 368"))
                .histograms(new RunResult.Histograms("aGlzdG8=", "aGlzdG8=", "", "", "aGlzdG8="))
                .series(List.of(new RunResult.Second(0, 99, 990, 1, 5.0, 9.0)))
                .client(new RunResult.ClientHealth(1, 2, 20, 0, 0, 0.1, 40, null))
                .verified(new RunResult.Verified(99, 99, 99))
                .percentiles(RunResult.Percentiles.EXACT)
                .connect(new RunResult.Connect(100, 0, 0.1, 0.2, 0.3))
                .build();
    }
}
