package dev.acme.performance.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A populate pod's termination message, whoever wrote it (S-15). */
class PopulateSummaryTest {
    private static final String GOOD = "{\"models\":500,\"catalogueHash\":\"0a1b\",\"model\":{\"sizeBytes\":1000,"
            + "\"sha256\":\"ff\",\"crc32c\":\"00\"},\"later\":1}";

    @Test
    void whatPopulateWritesIsRead() {
        assertThat(PopulateSummary.parse(GOOD))
                .contains(new PopulateSummary(500, "0a1b", new PopulateSummary.Archive(1_000, "ff", "00")));
    }

    static Stream<String> hostile() {
        return Stream.of(
                "",
                "null",
                "[]",
                GOOD.substring(0, 50),
                GOOD.replace("0a1b", "<script>alert(1)</script>"),
                GOOD.replace("0a1b", "a\\u001b[2J"),
                GOOD.replace("0a1b", "a".repeat(129)),
                GOOD.replace("0a1b", ""),
                GOOD.replace("\"ff\"", "null"),
                GOOD.replace("500", "1e999"),
                GOOD.replace("\"later\":1", "\"later\":" + "[".repeat(1_000)),
                GOOD.replace("\"later\":1", "\"later\":\"" + "a".repeat(5_000) + "\""));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsNoneOfItsSummariesIsNone(String message) {
        assertThat(PopulateSummary.parse(message)).isEmpty();
    }
}
