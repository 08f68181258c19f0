package dev.acme.performance.registry.catalogue;

import java.util.Optional;
import java.util.regex.Pattern;

/** A model's name as it stands in paths and keys: {@code arnir0_Tiny-LLM} for the hub's {@code arnir0/Tiny-LLM}. */
public record ModelId(String text) implements Comparable<ModelId> {
    private static final Pattern SANITIZED = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,191}");
    private static final Pattern HUB =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?");

    public ModelId {
        if (!isName(SANITIZED, text)) {
            throw new IllegalArgumentException("not a model id");
        }
    }

    /** The id, where the text is one: letters, digits, dots, hyphens and underscores, at most 192, without "..". */
    public static Optional<ModelId> parse(String text) {
        return isName(SANITIZED, text) ? Optional.of(new ModelId(text)) : Optional.empty();
    }

    /** The id of a hub's {@code owner/name} or {@code name}, with {@code _} for the slash. */
    public static Optional<ModelId> ofHubName(String name) {
        return isName(HUB, name) ? parse(name.replace('/', '_')) : Optional.empty();
    }

    @Override
    public int compareTo(ModelId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isName(Pattern pattern, String text) {
        return pattern.matcher(text).matches() && !text.contains("..");
    }
}
