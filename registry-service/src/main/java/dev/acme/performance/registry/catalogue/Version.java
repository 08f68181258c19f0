package dev.acme.performance.registry.catalogue;

import java.util.Optional;
import java.util.regex.Pattern;

/** A model's version, such as {@code main} or a commit. */
public record Version(String text) implements Comparable<Version> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public Version {
        if (!isName(text)) {
            throw new IllegalArgumentException("not a version");
        }
    }

    /** The version, where the text is one: letters, digits, dots, hyphens and underscores, at most 128, without "..". */
    public static Optional<Version> parse(String text) {
        return isName(text) ? Optional.of(new Version(text)) : Optional.empty();
    }

    @Override
    public int compareTo(Version other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.contains("..");
    }
}
