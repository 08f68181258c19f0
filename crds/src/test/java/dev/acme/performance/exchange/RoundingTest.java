package dev.acme.performance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule H-22: no more digits than the interval carries. */
final class RoundingTest {
    @ParameterizedTest
    @CsvSource({
        "4187.60, 640, 4190",
        "4187.60, 64, 4188",
        "4187.60, 6.4, 4187.6",
        "4187.604, 0.064, 4187.60",
        "23.87, 4.7, 23.9",
        "1.5, 0, 1.50",
        "98765.4, 12345, 99000"
    })
    void theLastDigitIsTheSecondOfTheIntervalsHalf(double value, double half, String written) {
        assertThat(Rounding.written(value, OptionalDouble.of(half))).isEqualTo(written);
    }

    @Test
    void withoutAnIntervalDecimalsAreAsAsked() {
        assertThat(Rounding.written(1.23456, OptionalDouble.empty())).isEqualTo("1.23");
        assertThat(Rounding.written(1.23456, OptionalDouble.of(0.0001), 3)).isEqualTo("1.235");
        assertThat(Rounding.written(1.23456, OptionalDouble.of(Double.NaN), 3)).isEqualTo("1.235");
    }
}
