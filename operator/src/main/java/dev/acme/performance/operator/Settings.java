package dev.acme.performance.operator;

import dev.acme.performance.operator.cost.BadPrices;
import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.cost.PriceSheet;
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

/** Reads variables one by one and remembers every bad value, so that all of them are named at once. */
final class Settings {
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Settings(Map<String, String> variables) {
        this.variables = variables;
    }

    Optional<String> optional(OperatorVariable variable) {
        var shape = variable.domain().shape();
        var value = Optional.ofNullable(variables.get(variable.name()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        if (value.isPresent() && !shape.matcher(value.get()).matches()) {
            problem(variable, "\"" + value.get() + "\" must match " + shape);
        }
        return value;
    }

    /** With its default, which may be empty. */
    String text(OperatorVariable variable) {
        return optional(variable).orElse(variable.domain().standard());
    }

    String required(OperatorVariable variable) {
        var value = optional(variable);
        if (value.isEmpty()) {
            problem(variable, "is required");
        }
        return value.orElse("");
    }

    /** The distinct words of a list. */
    List<String> list(OperatorVariable variable, String separator) {
        var words = Arrays.stream(text(variable).split(separator))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        int most = variable.domain().most();
        if (words.size() > most) {
            problem(variable, "holds " + words.size() + " parts, at most " + most + " are taken");
        }
        return words;
    }

    /** {@code true} or {@code false}. */
    boolean flag(OperatorVariable variable) {
        return Boolean.parseBoolean(text(variable));
    }

    Placement placement(OperatorVariable variable) {
        return optional(variable)
                .map(text -> switch (PlacementReader.read(text)) {
                    case PlacementReader.Reading.Good good -> good.placement();
                    case PlacementReader.Reading.Bad bad -> {
                        problem(variable, "must be {\"nodeSelector\":{…},\"tolerations\":[…]}, but " + bad.why());
                        yield Placement.ANYWHERE;
                    }
                })
                .orElse(Placement.ANYWHERE);
    }

    ExternalTargets targets(OperatorVariable variable) {
        try {
            return optional(variable).map(TargetReader::read).orElse(ExternalTargets.NONE);
        } catch (BadTargets e) {
            problems.add(variable + ": " + e.getMessage());
            return ExternalTargets.NONE;
        }
    }

    PriceSheet prices(OperatorVariable variable) {
        try {
            return optional(variable).map(PriceReader::read).orElseGet(PriceReader::standard);
        } catch (BadPrices e) {
            problems.add(variable + ": " + e.getMessage());
            return PriceReader.standard();
        }
    }

    int number(OperatorVariable variable) {
        var domain = variable.domain();
        String text = text(variable);
        try {
            int value = Integer.parseInt(text);
            if (value < domain.least() || value > domain.most()) {
                problem(variable, value + " is not within " + domain.least() + ".." + domain.most());
            }
            return value;
        } catch (NumberFormatException e) {
            return Integer.parseInt(domain.standard());
        }
    }

    Duration seconds(OperatorVariable variable) {
        return Duration.ofSeconds(number(variable));
    }

    Quantity quantity(OperatorVariable variable) {
        String text = text(variable);
        try {
            var quantity = Quantity.parse(text);
            if (quantity.getNumericalAmount().signum() <= 0) {
                problem(variable, "must be greater than 0");
            }
            return quantity;
        } catch (IllegalArgumentException e) {
            problem(variable, "\"" + text + "\" is no quantity, e.g. 500m or 256Mi");
            return Quantity.parse(variable.domain().standard());
        }
    }

    private void problem(OperatorVariable variable, String what) {
        problems.add(variable + ": " + what);
    }

    /** Ends the reading: throws {@link BadConfiguration} naming every bad variable, if there is one. */
    void check() {
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
    }
}
