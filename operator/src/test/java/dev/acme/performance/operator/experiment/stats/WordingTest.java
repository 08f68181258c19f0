package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Objective.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers have the digits that their intervals carry (H-22). */
class WordingTest {
    @ParameterizedTest
    @CsvSource({
        "1.104, 1.082, 1.126, 1.104 (1.082 to 1.126)",
        "100.2, 96.6, 103.8, 100.2 (96.6 to 103.8)",
        "0.0102, 0.0098, 0.0106, 0.0102 (0.0098 to 0.0106)",
        "0.5, 0.1, 2.5, 0.50 (0.10 to 2.50)",
    })
    void aRatioIsWrittenWithItsInterval(double ratio, double low, double high, String written) {
        assertThat(Wording.ratio(ratio, low, high)).isEqualTo(written);
    }

    /** The longer side of a skewed interval does not take the mean's digits away. */
    @ParameterizedTest
    @CsvSource({"3542, 595, 21000, 3500, 600 to 21000", "95.21, 94.06, 96.3, 95.2, 94.1 to 96.3"})
    void aMeanIsWrittenWithItsInterval(double mean, double low, double high, String written, String interval) {
        var estimate = new Estimate(3, mean, low, high, 1.0);

        assertThat(Wording.mean(Metric.P99_MS, estimate)).isEqualTo(written);
        assertThat(Wording.interval(Metric.P99_MS, estimate)).isEqualTo(interval);
    }
}
