package dev.acme.performance.local.admission;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** An amount such as {@code 500m}, {@code 2Gi} or {@code 1e3} (k8s.io/apimachinery/pkg/api/resource). */
record KubernetesQuantity(BigDecimal amount) {
    private static final Pattern SHAPE =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d{1,3})");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final Map<Character, Integer> POWERS =
            Map.of('k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5, 'E', 6, 'm', -1, 'u', -2, 'n', -3);

    static boolean isQuantity(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** @throws IllegalArgumentException with the words of an API server where the text is no quantity */
    static KubernetesQuantity parse(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        return new KubernetesQuantity(new BigDecimal(parts.group(1)).multiply(factor(parts.group(2))));
    }

    static KubernetesQuantity of(long amount) {
        return new KubernetesQuantity(BigDecimal.valueOf(amount));
    }

    private static BigDecimal factor(String suffix) {
        if (suffix.isEmpty()) {
            return BigDecimal.ONE;
        }
        if (suffix.length() > 1 && !suffix.endsWith("i")) {
            return BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)));
        }
        int power = POWERS.getOrDefault(suffix.charAt(0), 0);
        if (suffix.endsWith("i")) {
            return KIBI.pow(power);
        }
        return power < 0 ? BigDecimal.ONE.scaleByPowerOfTen(3 * power) : THOUSAND.pow(power);
    }

    long compare(KubernetesQuantity other) {
        return amount.compareTo(other.amount);
    }

    KubernetesQuantity plus(KubernetesQuantity other) {
        return new KubernetesQuantity(amount.add(other.amount));
    }

    KubernetesQuantity minus(KubernetesQuantity other) {
        return new KubernetesQuantity(amount.subtract(other.amount));
    }

    boolean isInteger() {
        return amount.stripTrailingZeros().scale() <= 0
                && amount.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KubernetesQuantity quantity && amount.compareTo(quantity.amount) == 0;
    }

    @Override
    public int hashCode() {
        return amount.stripTrailingZeros().hashCode();
    }
}
