package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where an experiment took place, as its reader wants it. */
public final class EnvironmentFacts {
    private static final Pattern QUANTITY = Pattern.compile("[0-9]+(m|Ki|Mi|Gi|Ti|k|M|G|T)?");
    private static final double GIBI = 1 << 30;

    private EnvironmentFacts() {}

    /** Those that are told. */
    public static List<Fact> of(RunEnvironment environment) {
        var facts = new ArrayList<Fact>();
        add(facts, "fidelity", environment.fidelity());
        add(facts, "Kubernetes", environment.kubernetesVersion());
        add(facts, "operator", environment.operatorVersion());
        add(facts, "nodes", environment.node());
        add(facts, "placement", environment.placement());
        add(facts, "kernel", environment.kernel());
        add(facts, "architecture", environment.architecture());
        add(facts, "processors", processors(environment.cpus()));
        add(facts, "memory", gibibytes(environment.memory()));
        add(facts, "processor model", environment.cpuModel());
        add(facts, "registry image", environment.registryImage());
        add(facts, "load generator image", environment.loadImage());
        return facts;
    }

    private static void add(List<Fact> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(name, value));
        }
    }

    private static @Nullable String processors(@Nullable String told) {
        return of(
                told,
                quantity -> quantity.getNumericalAmount().stripTrailingZeros().toPlainString());
    }

    private static @Nullable String gibibytes(@Nullable String told) {
        return of(
                told,
                quantity -> String.format(
                        Locale.ROOT, "%.1f GiB", quantity.getNumericalAmount().doubleValue() / GIBI));
    }

    /** Of one node or several, each as it tells it, such as {@code 24601896Ki}. */
    private static @Nullable String of(@Nullable String told, Function<Quantity, String> written) {
        return told == null
                ? null
                : Arrays.stream(told.split(",", -1))
                        .map(one -> QUANTITY.matcher(one).matches() ? written.apply(new Quantity(one)) : one)
                        .collect(Collectors.joining(", "));
    }
}
