package dev.acme.performance.registry;

import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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

    Optional<String> optional(RegistryVariable variable) {
        return Optional.ofNullable(texts.get(variable.name())).filter(text -> !text.isBlank());
    }

    /** With its default, which may be empty. */
    String text(RegistryVariable variable) {
        return optional(variable).orElse(variable.domain().standard());
    }

    String required(RegistryVariable variable) {
        return optional(variable).orElseGet(() -> {
            fault(variable, "is required");
            return "";
        });
    }

    int number(RegistryVariable variable) {
        return number(variable, Integer.parseInt(variable.domain().standard()));
    }

    int number(RegistryVariable variable, int standard) {
        var text = optional(variable);
        if (text.isEmpty()) {
            return standard;
        }
        var domain = variable.domain();
        try {
            int number = Integer.parseInt(text.get());
            if (number >= domain.least() && number <= domain.most()) {
                return number;
            }
            fault(variable, "must be from " + domain.least() + " to " + domain.most() + ", not " + number);
        } catch (NumberFormatException e) {
            fault(
                    variable,
                    "must be a whole number from " + domain.least() + " to " + domain.most() + ", not '" + text.get()
                            + "'");
        }
        return standard;
    }

    /** At most {@code most} of them, which may be fewer than the variable's own bound. */
    long bytes(RegistryVariable variable, long most, long standard) {
        var text = optional(variable);
        if (text.isEmpty()) {
            return standard;
        }
        long least = variable.domain().least();
        try {
            long bytes = Long.parseLong(text.get());
            if (bytes >= least && bytes <= most) {
                return bytes;
            }
            fault(variable, "must be from " + least + " to " + most + ", not " + bytes);
        } catch (NumberFormatException e) {
            fault(variable, "must be a whole number of bytes, not '" + text.get() + "'");
        }
        return standard;
    }

    Duration seconds(RegistryVariable variable) {
        return Duration.ofSeconds(number(variable));
    }

    /** One of the variable's words. */
    String word(RegistryVariable variable) {
        var word = text(variable);
        var words = variable.domain().words();
        if (!words.contains(word)) {
            fault(variable, "must be one of " + String.join(", ", words) + ", not '" + word + "'");
        }
        return word;
    }

    /** What object names begin with: empty, or plain path segments that end with a slash. */
    String prefix(RegistryVariable variable) {
        var prefix = text(variable);
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            fault(variable, "must be like 'some/folder/', not '" + prefix + "'");
        }
        return prefix;
    }

    /** A model and its version as they stand in an archive's path. */
    Optional<ModelKey> model(RegistryVariable variable) {
        return optional(variable).flatMap(text -> {
            var parts = text.split("/", -1);
            var found = parts.length == 2
                    ? ModelId.parse(parts[0])
                            .flatMap(id -> Version.parse(parts[1]).map(version -> new ModelKey(id, version)))
                    : Optional.<ModelKey>empty();
            if (found.isEmpty()) {
                fault(variable, "must be like 'owner_name/main', not '" + text + "'");
            }
            return found;
        });
    }

    Optional<URI> httpUri(RegistryVariable variable) {
        return optional(variable).flatMap(text -> {
            try {
                var uri = new URI(text);
                if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException e) {
                fault(variable, "is no URL: " + e.getReason());
                return Optional.empty();
            }
            fault(variable, "must be an http or https URL, not '" + text + "'");
            return Optional.empty();
        });
    }

    /** The authorities in a file, the JDK's where there is none. */
    Trust trust(RegistryVariable variable) {
        var file = optional(variable);
        if (file.isEmpty()) {
            return Trust.ofTheJdk();
        }
        try {
            return Trust.in(Path.of(file.get()));
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            fault(variable, "names no file of certificates (PEM) that can be read: " + e);
            return Trust.ofTheJdk();
        }
    }

    void fault(RegistryVariable variable, String what) {
        faults.add(variable.name() + " " + what);
    }

    /** @throws BadConfig where there was any fault */
    void check() {
        if (!faults.isEmpty()) {
            throw new BadConfig(faults);
        }
    }
}
