package dev.acme.performance.loadgen.health;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A message that the kernel itself wrote into its log. */
record KernelMessage(String text) {
    private static final int MOST_LETTERS = 200;
    private static final int LEVEL_BITS = 3;

    /**
     * Of a line of {@code /dev/kmsg}: {@code 6,347,5842199549,-;text}, where the first number is facility * 8 + level. Empty for
     * what programs wrote there, whose facility is not 0, and for the lines with details that follow a message, which begin with
     * a space (Documentation/ABI/testing/dev-kmsg).
     */
    static Optional<KernelMessage> of(String line) {
        int prefix = line.indexOf(';');
        int comma = line.indexOf(',');
        if (comma < 0 || prefix < comma || line.startsWith(" ")) {
            return Optional.empty();
        }
        OptionalLong priority = SystemFiles.number(line.substring(0, comma), 0);
        return priority.isPresent() && priority.getAsLong() >> LEVEL_BITS == 0
                ? Optional.of(new KernelMessage(line.substring(prefix + 1).strip()))
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
