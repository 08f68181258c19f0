package dev.acme.performance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeCodecTest {
    private final ExchangeCodec codec = new ExchangeCodec();

    @Test
    void aProfileIsCompletedByTheContractsDefaults() {
        var profile = codec.readProfile("{\"clients\":100,\"path\":\"/model.zip\"}");

        assertThat(profile)
                .isEqualTo(new LoadProfile(
                        100,
                        "/model.zip",
                        null,
                        null,
                        null,
                        LoadMode.BURST,
                        1,
                        null,
                        null,
                        0,
                        0,
                        300,
                        Verify.CRC32C,
                        1,
                        "GET",
                        Map.of(),
                        null));
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
                "[1]                                                            | must be a JSON object",
                "{\"clients\":1                                                 | not JSON"
            })
    void aBadProfileIsRefusedNamingFieldAndReason(String json, String expected) {
        assertThatThrownBy(() -> codec.readProfile(json))
                .isInstanceOf(BadProfile.class)
                .hasMessageContaining(expected);
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
    void progressComesBackFromItsLine() {
        var progress = new RunProgress(RunProgress.Stage.MEASURING, 50, 50, 1, 33.3, 12345);

        assertThat(codec.readLine(codec.writeLine(progress))).contains(progress);
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
        var latency = new Results.Latency(5, 5, 9, 9, 9, 9, 1, 9, 2.5, 8, null);
        var results = new Results(
                100,
                100,
                99,
                1,
                99,
                1,
                new Results.Errors(1, 0, 0, 0, 0, 0, 0),
                990,
                2.5,
                new Results.Throughput(39.6, 396, 0.0),
                latency,
                new Results.Cold(1, 9.0, 9.0),
                new Results.Warm(5.0, 9.0));
        return new RunResult(
                RunResult.VERSION,
                LoadMode.BURST,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:00:02.500Z"),
                results,
                null,
                Validity.SUSPECT,
                List.of("FewSamples: 99 successes, p99 has no upper bound below 368"),
                new RunResult.Histograms("aGlzdG8=", "aGlzdG8="),
                List.of(new RunResult.Second(0, 99, 990, 1, 5.0, 9.0)),
                new RunResult.ClientHealth(1, 2, 20, 0, 0, 0.1, 40, null),
                new RunResult.Verified(99, 99, 99),
                null);
    }
}
