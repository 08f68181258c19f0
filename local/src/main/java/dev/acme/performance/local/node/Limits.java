package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a container may use at most.
 *
 * @param cpuMillis thousandths of a processor; 0 where there is no limit
 * @param memoryBytes 0 where there is no limit
 */
public record Limits(long cpuMillis, long memoryBytes) {
    public static final Limits NONE = new Limits(0, 0);

    static Limits of(Container container) {
        Map<String, Quantity> limits = container.getResources() == null
                ? Map.of()
                : Objects.requireNonNullElse(container.getResources().getLimits(), Map.of());
        return of(limits);
    }

    static Limits of(Map<String, Quantity> amounts) {
        return new Limits(scaled(amounts, "cpu", 1000), scaled(amounts, "memory", 1));
    }

    private static long scaled(Map<String, Quantity> amounts, String name, int factor) {
        return Optional.ofNullable(amounts.get(name))
                .map(amount -> amount.getNumericalAmount()
                        .multiply(BigDecimal.valueOf(factor))
                        .setScale(0, RoundingMode.CEILING)
                        .longValue())
                .orElse(0L);
    }

    /** Whole processors, as a runtime counts them; 0 where there is no limit. */
    public int processors() {
        return (int) Math.ceilDiv(cpuMillis, 1000);
    }

    Limits plus(Limits other) {
        return new Limits(cpuMillis + other.cpuMillis, memoryBytes + other.memoryBytes);
    }
}
