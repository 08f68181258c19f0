package dev.acme.performance.operator;

import java.util.regex.Pattern;

/**
 * Which values a variable may have and which it has where nobody sets it: {@link Settings} reads by it, and
 * docs/configuration.md is made of it.
 *
 * @param kind in words; empty for a plain number
 * @param shape what a value's text must match
 * @param least of a number
 * @param most of a number, or of a list's parts; zero where there is no such bound
 * @param standard empty where there is none
 * @param told what the page says of the default; empty where {@code standard} says it
 */
record Domain(String kind, Pattern shape, int least, int most, String standard, String told) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern QUANTITY = Pattern.compile("[0-9.]{1,12}(m|k|M|G|Ki|Mi|Gi)?");
    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final Pattern ANYTHING = Pattern.compile("(?s).*");

    static Domain number(int least, int most, int standard) {
        return new Domain("", NUMBER, least, most, Integer.toString(standard), "");
    }

    /** Seconds, at most a day of them. */
    static Domain deadline(int standard) {
        return new Domain("seconds", NUMBER, 1, 86_400, Integer.toString(standard), "");
    }

    static Domain quantity(String standard) {
        return new Domain("quantity above 0", QUANTITY, 0, 0, standard, "");
    }

    static Domain flag(boolean standard) {
        return new Domain("`true` or `false`", FLAG, 0, 0, Boolean.toString(standard), "");
    }

    /** At most so many parts. */
    static Domain list(String kind, Pattern shape, int most, String told) {
        return new Domain(kind, shape, 0, most, "", told);
    }

    static Domain text(String kind, Pattern shape, String standard) {
        return new Domain(kind, shape, 0, 0, standard, "");
    }

    /** A text that has no default, or one that the reader knows. */
    static Domain open(String kind, Pattern shape, String told) {
        return new Domain(kind, shape, 0, 0, "", told);
    }

    /** A text with a reader of its own. */
    static Domain json(String kind, String told) {
        return open(kind, ANYTHING, told);
    }
}
