package dev.acme.performance.registry;

import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.Version;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns texts into typed values and remembers every fault on the way. */
final class ConfigValues {
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63}/){1,8}");
    private final Map<String, String> texts;
    private final List<String> faults = new ArrayList<>();

    ConfigValues(Map<String, String> texts, List<String> faults) {
        this.texts = Map.copyOf(texts);
        this.faults.addAll(faults);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(texts.get(key)).filter(text -> !text.isBlank());
    }

    String required(String key) {
        return text(key).orElseGet(() -> {
            fault(key, "is required");
            return "";
        });
    }

    int number(String key, int least, int most, int standard) {
        return text(key).map(text -> number(key, text, least, most)).orElse(standard);
    }

    long bytes(String key, long least, long most, long standard) {
        var text = text(key);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            long bytes = Long.parseLong(text.get());
            if (bytes >= least && bytes <= most) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            fault(key, "must be a whole number of bytes, not '" + text.get() + "'");
            return standard;
        }
        fault(key, "must be from " + least + " to " + most + ", not " + text.get());
        return standard;
    }

    Duration seconds(String key, int least, int most, int standard) {
        return Duration.ofSeconds(number(key, least, most, standard));
    }

    /** One of the words, the first of which is the default. */
    String word(String key, List<String> words) {
        var word = text(key).orElse(words.getFirst());
        if (!words.contains(word)) {
            fault(key, "must be one of " + String.join(", ", words) + ", not '" + word + "'");
        }
        return word;
    }

    /** What object names begin with: empty, or plain path segments that end with a slash. */
    String prefix(String key) {
        var prefix = text(key).orElse("");
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            fault(key, "must be like 'some/folder/', not '" + prefix + "'");
        }
        return prefix;
    }

    /** A model and its version as they stand in an archive's path. */
    Optional<ModelKey> model(String key) {
        return text(key).flatMap(text -> {
            var parts = text.split("/", -1);
            var found = parts.length == 2
                    ? ModelId.parse(parts[0])
                            .flatMap(id -> Version.parse(parts[1]).map(version -> new ModelKey(id, version)))
                    : Optional.<ModelKey>empty();
            if (found.isEmpty()) {
                fault(key, "must be like 'owner_name/main', not '" + text + "'");
            }
            return found;
        });
    }

    Optional<URI> httpUri(String key) {
        return text(key).flatMap(text -> {
            try {
                var uri = new URI(text);
                if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException e) {
                fault(key, "is no URL: " + e.getReason());
                return Optional.empty();
            }
            fault(key, "must be an http or https URL, not '" + text + "'");
            return Optional.empty();
        });
    }

    void fault(String key, String what) {
        faults.add(key + " " + what);
    }

    /** @throws BadConfig where there was any fault */
    void check() {
        if (!faults.isEmpty()) {
            throw new BadConfig(faults);
        }
    }

    private int number(String key, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            fault(key, "must be a whole number from " + least + " to " + most + ", not '" + text + "'");
            return least;
        }
        fault(key, "must be from " + least + " to " + most + ", not " + text);
        return least;
    }
}
