package dev.acme.performance.loadgen.health;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message that the kernel itself wrote into its log.
 *
 * @param micros since the machine started, by a clock that nobody corrects
 */
record KernelMessage(long micros, String text) {
    private static final int MOST_LETTERS = 200;
    private static final int LEVEL_BITS = 3;
    private static final int TIME = 2;

    /**
     * Of a line of {@code /dev/kmsg}: {@code 6,347,5842199549,-;text}, where the first number is facility * 8 + level and the
     * third the microseconds. Empty for
     * what programs wrote there, whose facility is not 0, and for the lines with details that follow a message, which begin with
     * a space (Documentation/ABI/testing/dev-kmsg).
     */
    static Optional<KernelMessage> of(String line) {
        int prefix = line.indexOf(';');
        if (prefix < 0 || line.startsWith(" ")) {
            return Optional.empty();
        }
        String[] fields = line.substring(0, prefix).split(",", -1);
        OptionalLong priority = SystemFiles.number(fields[0], 0);
        OptionalLong micros = fields.length > TIME ? SystemFiles.number(fields[TIME], 0) : OptionalLong.empty();
        return priority.isPresent() && priority.getAsLong() >> LEVEL_BITS == 0 && micros.isPresent()
                ? Optional.of(new KernelMessage(
                        micros.getAsLong(), line.substring(prefix + 1).strip()))
                : Optional.empty();
    }

    String lowerCase() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** As much of it as a reason has room for. */
    String shortened() {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "…";
    }
}
