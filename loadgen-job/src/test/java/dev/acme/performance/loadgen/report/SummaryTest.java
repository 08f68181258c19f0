package dev.acme.performance.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.ResultsBuilder;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResultBuilder;
import dev.acme.performance.exchange.Validity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
    private final ExchangeCodec codec = new ExchangeCodec();

    @ParameterizedTest
    @CsvSource({"0, 0", "32, 50", "32, 1000", "500, 1000"})
    void anyResultFitsIntoATerminationMessage(int reasons, int length) {
        RunResult result = result(Collections.nCopies(reasons, "Word: " + "é".repeat(length)), 10_000);

        String summary = Summary.of(result, codec);

        assertThat(summary.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Summary.MAX_BYTES);
        assertThat(read(summary).results()).isEqualTo(result.results());
        assertThat(read(summary).validityReasons()).hasSizeLessThanOrEqualTo(Math.max(1, reasons));
    }

    @Test
    void histogramsStayWhereTheyFitAndTheSeriesNever() {
        RunResult small = read(Summary.of(result(List.of(), 500), codec));
        RunResult large = read(Summary.of(result(List.of(), 10_000), codec));

        assertThat(small.histograms().responseTime()).hasSize(500);
        assertThat(large.histograms()).isEqualTo(RunResult.Histograms.NONE);
        assertThat(small.series()).isEmpty();
    }

    private RunResult read(String line) {
        return codec.readLine(line).map(RunResult.class::cast).orElseThrow();
    }

    private static RunResult result(List<String> reasons, int histogramCharacters) {
        var results = ResultsBuilder.builder()
                .clients(100)
                .requests(100)
                .succeeded(100)
                .successPercent(100)
                .errors(Results.Errors.NONE)
                .bytes(5)
                .durationSeconds(1.5)
                .throughput(new Results.Throughput(1, 2, 3))
                .build();
        String histogram = "A".repeat(histogramCharacters);
        return RunResultBuilder.builder()
                .version(RunResult.VERSION)
                .mode(LoadMode.BURST)
                .startedAt(Instant.EPOCH)
                .finishedAt(Instant.EPOCH)
                .results(results)
                .validity(Validity.SUSPECT)
                .validityReasons(reasons)
                .histograms(new RunResult.Histograms(histogram, histogram, "", "", ""))
                .series(List.of(new RunResult.Second(0, 100, 5, 0, null, null)))
                .client(new RunResult.ClientHealth(1, 2, 3, 4, 5, 6, 7, null))
                .verified(new RunResult.Verified(100, 100, 100))
                .build();
    }
}
