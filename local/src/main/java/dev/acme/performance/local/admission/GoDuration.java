package dev.acme.performance.local.admission;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 250ms}, {@code -1.5s}. */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** @throws IllegalArgumentException where the text is no duration */
    static long nanos(String text) {
        String amount = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (amount.equals("0")) {
            return 0;
        }
        var part = PART.matcher(amount);
        var sum = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            long unit = NANOS.getOrDefault(part.group(2), 0L);
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        if (end == 0 || end != amount.length()) {
            throw new IllegalArgumentException("time: invalid duration \"" + text + "\"");
        }
        return text.startsWith("-") ? -sum.longValue() : sum.longValue();
    }
}
