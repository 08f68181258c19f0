package dev.acme.performance.registry;

import java.util.List;

/**
 * Which values a variable may have and which it has where nobody sets it: {@link ConfigValues} reads by it, and
 * docs/configuration.md is made of it. No text is put together here, for that would be a part of each cold start.
 *
 * @param kind in words, such as a number's unit
 * @param least of a number, and {@code most}; both zero where there is none
 * @param words of which one is said; empty where others may be
 * @param standard empty where there is none, or not always the same
 * @param told what the page says of the default; empty where {@code standard} says it
 */
record Domain(String kind, long least, long most, List<String> words, String standard, String told) {
    static Domain number(int least, int most, int standard) {
        return new Domain("", least, most, List.of(), Integer.toString(standard), "");
    }

    /** A number whose default the reader knows. */
    static Domain number(int least, int most, String told) {
        return new Domain("", least, most, List.of(), "", told);
    }

    static Domain seconds(int least, int most, int standard) {
        return new Domain("seconds", least, most, List.of(), Integer.toString(standard), "");
    }

    static Domain bytes(long least, long most, String told) {
        return new Domain("bytes", least, most, List.of(), "", told);
    }

    /** One of these, the first where nothing is said. */
    static Domain words(String... words) {
        return new Domain("", 0, 0, List.of(words), words[0], "");
    }

    static Domain text(String kind, String standard) {
        return new Domain(kind, 0, 0, List.of(), standard, "");
    }

    /** A text that has no default, or one that the reader knows. */
    static Domain open(String kind, String told) {
        return new Domain(kind, 0, 0, List.of(), "", told);
    }
}
