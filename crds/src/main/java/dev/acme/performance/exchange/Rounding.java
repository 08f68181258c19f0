package dev.acme.performance.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Writes numbers with as many digits as their 95 % interval carries (rule H-22 of docs/measurement.md): the last digit is the
 * second of the interval's half, as the GUM (JCGM 100:2008, 7.2.6) has it.
 */
public final class Rounding {
    private static final int MOST_DECIMALS = 2;

    private Rounding() {}

    /** The shorter side of an interval that is not symmetric: the longer one would take the mean's own digits away. */
    public static OptionalDouble half(double mean, double low, double high) {
        return OptionalDouble.of(Math.min(mean - low, high - mean));
    }

    /** Two decimals at most, and where the interval is not known or is nothing. */
    public static String written(double value, OptionalDouble half) {
        return written(value, half, MOST_DECIMALS);
    }

    /** The same with another number of decimals. */
    public static String written(double value, OptionalDouble half, int mostDecimals) {
        if (half.isEmpty() || !(half.getAsDouble() > 0) || !Double.isFinite(half.getAsDouble())) {
            return String.format(Locale.ROOT, "%." + mostDecimals + "f", value);
        }
        int decimals = Math.min(mostDecimals, 1 - (int) Math.floor(Math.log10(half.getAsDouble())));
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
