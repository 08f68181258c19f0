package dev.acme.performance.registry.populate;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where the measured model's archive comes from. */
public sealed interface Source {
    /** Seeded bytes of the exact size. */
    record Generated() implements Source {}

    /** A folder's files. */
    record Folder(Path path) implements Source {}

    /** A hub that has the Hugging Face hub's URL layout. */
    record Hub(URI base) implements Source {}

    /** Reads {@code generated}, {@code dir:PATH} or {@code hub:URL}; nothing where it is none of these. */
    static Optional<Source> parse(String text) {
        if (text.equals("generated")) {
            return Optional.of(new Generated());
        }
        int colon = text.indexOf(':');
        var rest = text.substring(colon + 1);
        if (colon < 0 || rest.isBlank()) {
            return Optional.empty();
        }
        return switch (text.substring(0, colon)) {
            case "dir" -> path(rest).map(Folder::new);
            case "hub" -> base(rest).map(Hub::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> base(String text) {
        try {
            var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean usable = Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return usable ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
