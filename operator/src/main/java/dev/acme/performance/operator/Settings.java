package dev.acme.performance.operator;

import dev.acme.performance.operator.external.BadTargets;
import dev.acme.performance.operator.external.ExternalTargets;
import dev.acme.performance.operator.external.TargetReader;
import dev.acme.performance.operator.target.Placement;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads variables one by one and remembers every bad value, so that all of them are named at once. */
final class Settings {
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Settings(Map<String, String> variables) {
        this.variables = variables;
    }

    Optional<String> optional(String name, Pattern shape) {
        var value = Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
        if (value.isPresent() && !shape.matcher(value.get()).matches()) {
            problems.add(name + ": \"" + value.get() + "\" must match " + shape);
        }
        return value;
    }

    String text(String name, String fallback, Pattern shape) {
        return optional(name, shape).orElse(fallback);
    }

    String required(String name, Pattern shape) {
        var value = optional(name, shape);
        if (value.isEmpty()) {
            problems.add(name + ": is required");
        }
        return value.orElse("");
    }

    /** The distinct words of a list, at most {@code most}. */
    List<String> list(String name, Pattern shape, String separator, int most) {
        var words = Arrays.stream(text(name, "", shape).split(separator))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.size() > most) {
            problems.add(name + ": holds " + words.size() + " parts, at most " + most + " are taken");
        }
        return words;
    }

    /** {@code true} or {@code false}. */
    boolean flag(String name, boolean fallback) {
        return Boolean.parseBoolean(text(name, Boolean.toString(fallback), Pattern.compile("true|false")));
    }

    Placement placement(String name) {
        var json = Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
        return json.map(text -> switch (PlacementReader.read(text)) {
                    case PlacementReader.Reading.Good good -> good.placement();
                    case PlacementReader.Reading.Bad bad -> {
                        problems.add(name + ": must be {\"nodeSelector\":{…},\"tolerations\":[…]}, but " + bad.why());
                        yield Placement.ANYWHERE;
                    }
                })
                .orElse(Placement.ANYWHERE);
    }

    ExternalTargets targets(String name) {
        try {
            return optional(name, Pattern.compile("(?s).*"))
                    .map(TargetReader::read)
                    .orElse(ExternalTargets.NONE);
        } catch (BadTargets e) {
            problems.add(name + ": " + e.getMessage());
            return ExternalTargets.NONE;
        }
    }

    int number(String name, int fallback, int least, int most) {
        var text = optional(name, Pattern.compile("-?\\d{1,9}"));
        try {
            int value = text.map(Integer::parseInt).orElse(fallback);
            if (value < least || value > most) {
                problems.add(name + ": " + value + " is not within " + least + ".." + most);
            }
            return value;
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    Duration seconds(String name, int fallback, int least, int most) {
        return Duration.ofSeconds(number(name, fallback, least, most));
    }

    Quantity quantity(String name, String fallback) {
        String text = text(name, fallback, Pattern.compile("[0-9.]{1,12}(m|k|M|G|Ki|Mi|Gi)?"));
        try {
            var quantity = Quantity.parse(text);
            if (quantity.getNumericalAmount().signum() <= 0) {
                problems.add(name + ": must be greater than 0");
            }
            return quantity;
        } catch (IllegalArgumentException e) {
            problems.add(name + ": \"" + text + "\" is no quantity, e.g. 500m or 256Mi");
            return Quantity.parse(fallback);
        }
    }

    /** Ends the reading: throws {@link BadConfiguration} naming every bad variable, if there is one. */
    void check() {
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
    }
}
