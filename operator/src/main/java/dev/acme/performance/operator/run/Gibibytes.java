package dev.acme.performance.operator.run;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Capacities of memory in whole GiB: machines of one kind differ by what their kernels keep for themselves. */
final class Gibibytes {
    private static final BigDecimal GIBI = BigDecimal.valueOf(1L << 30);

    private Gibibytes() {}

    /** Of quantities, separated by commas; each size once. What is none stays as it is. */
    static String of(String quantities) {
        return Arrays.stream(quantities.split(",", -1))
                .map(Gibibytes::rounded)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String rounded(String quantity) {
        try {
            return Quantity.getAmountInBytes(new Quantity(quantity))
                    .divide(GIBI, 0, RoundingMode.HALF_UP)
                    .toPlainString();
        } catch (IllegalArgumentException e) {
            return quantity;
        }
    }
}
