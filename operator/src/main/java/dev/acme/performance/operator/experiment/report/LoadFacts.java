package dev.acme.performance.operator.experiment.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Factor;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.SpecPath;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every run was asked for: of the template, unless a factor varies it. */
public final class LoadFacts {
    private static final JsonMapper WORDS = JsonMapper.builder().build();
    private static final String CLOSED_LOOP =
            "closed loop: clients ask less while the server is slow; its p99 is not a user's latency under load (H-03)";
    private static final String OPEN_LOOP = "open loop: latencies count from the planned start";

    private final PerformanceRunSpec template;
    private final List<Factor> factors;

    private LoadFacts(PerformanceRunSpec template, List<Factor> factors) {
        this.template = template;
        this.factors = factors;
    }

    /** Load, arrival, model, and what was asked for where anything was. */
    public static List<Fact> of(PerformanceRunSpec template, List<Factor> factors) {
        var facts = new LoadFacts(template, factors);
        var all = new ArrayList<>(List.of(
                new Fact("load", facts.load()),
                new Fact("arrival", facts.arrival()),
                new Fact("model", facts.model())));
        if (!template.objectives().isEmpty()) {
            all.add(new Fact("objectives of each run", facts.objectives()));
        }
        return all;
    }

    private String objectives() {
        return template.objectives().stream()
                .map(one -> "%s: %s %s (%s)"
                        .formatted(
                                one.name(),
                                word(one.metric()),
                                one.max() == null ? "at least " + one.min() : "at most " + one.max(),
                                word(one.severity())))
                .collect(Collectors.joining("; "));
    }

    private String load() {
        var parts = new ArrayList<String>();
        parts.add(or(SpecPath.LOAD_MODE, word(template.load().mode())));
        parts.add(or(SpecPath.CLIENTS, template.clients() + " clients"));
        var rate = template.load().ratePerSecond();
        var seconds = template.load().durationSeconds();
        if (rate != null || varied(SpecPath.LOAD_RATE_PER_SECOND).isPresent()) {
            parts.add(or(SpecPath.LOAD_RATE_PER_SECOND, rate + " requests/s"));
        }
        if (seconds != null || varied(SpecPath.LOAD_DURATION_SECONDS).isPresent()) {
            parts.add(or(SpecPath.LOAD_DURATION_SECONDS, seconds + " s"));
        }
        return String.join(", ", parts);
    }

    private String model() {
        return "%s, %s, a registry of %s"
                .formatted(
                        or(SpecPath.MODEL_ID, template.model().id()),
                        or(SpecPath.MODEL_SIZE_BYTES, template.model().sizeBytes() + " bytes"),
                        or(
                                SpecPath.MODEL_REGISTRY_SIZE,
                                String.valueOf(template.model().registrySize())));
    }

    /** H-03: of every mode that is used. */
    private String arrival() {
        var modes = varied(SpecPath.LOAD_MODE)
                .map(factor -> factor.values().stream().map(LoadFacts::text))
                .orElseGet(() -> Stream.of(word(template.load().mode())))
                .toList();
        return Stream.of(LoadMode.values())
                .filter(mode -> modes.contains(word(mode)))
                .map(LoadFacts::loop)
                .distinct()
                .reduce((one, other) -> one + "; " + other)
                .orElse("not known");
    }

    private static String loop(LoadMode mode) {
        return switch (mode) {
            case BURST, CLOSED -> CLOSED_LOOP;
            case CONSTANT, POISSON -> OPEN_LOOP;
        };
    }

    private String or(SpecPath path, String ofTemplate) {
        return varied(path)
                .map(factor -> "%s by factor %s".formatted(path, factor.name()))
                .orElse(ofTemplate);
    }

    private Optional<Factor> varied(SpecPath path) {
        return factors.stream().filter(factor -> factor.path() == path).findFirst();
    }

    private static String text(IntOrString value) {
        return Objects.toString(value.getValue());
    }

    private static String word(Enum<?> value) {
        return Optional.ofNullable(WORDS.convertValue(value, String.class)).orElse("");
    }
}
