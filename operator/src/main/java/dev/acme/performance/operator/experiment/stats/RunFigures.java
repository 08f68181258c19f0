package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.PerformanceRunStatus.ObjectiveResult;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a cell. Runs that failed, were cancelled or are invalid are listed too: a report shows them all.
 *
 * @param run its name
 * @param cell id of its cell
 * @param repeat from 0
 * @param block runs of one block stood close together in time; from 0. A sequential experiment has no blocks: -1
 * @param validity absent where nothing was measured
 * @param reasons why the numbers are to be doubted, then what the run said when it failed
 * @param values whatever was measured; milliseconds, per second, percent
 * @param requests all of them, failed ones too
 * @param fingerprint of its environment; empty where it is not known
 * @param coldStarts successful requests that met one
 * @param requestsPerSecondPerReplica what one replica was seen to carry, where the run shows it
 * @param capacityNotShown why the run does not show it, where it says so
 * @param objectives each that was asked for, against what was observed
 */
public record RunFigures(
        String run,
        String cell,
        int repeat,
        int block,
        Phase phase,
        Verdict verdict,
        @Nullable Validity validity,
        List<String> reasons,
        Map<Metric, Double> values,
        long requests,
        long coldStarts,
        @Nullable Double coldP99Ms,
        @Nullable Double requestsPerSecondPerReplica,
        @Nullable Bottleneck bottleneck,
        @Nullable RunCost cost,
        String fingerprint,
        @Nullable String capacityNotShown,
        List<ObjectiveResult> objectives) {
    public static final int NO_BLOCK = -1;

    /** Of a run that says nothing of why it shows no capacity, and was asked for nothing. */
    public RunFigures(
            String run,
            String cell,
            int repeat,
            int block,
            Phase phase,
            Verdict verdict,
            @Nullable Validity validity,
            List<String> reasons,
            Map<Metric, Double> values,
            long requests,
            long coldStarts,
            @Nullable Double coldP99Ms,
            @Nullable Double requestsPerSecondPerReplica,
            @Nullable Bottleneck bottleneck,
            @Nullable RunCost cost,
            String fingerprint) {
        this(
                run,
                cell,
                repeat,
                block,
                phase,
                verdict,
                validity,
                reasons,
                values,
                requests,
                coldStarts,
                coldP99Ms,
                requestsPerSecondPerReplica,
                bottleneck,
                cost,
                fingerprint,
                null,
                List.of());
    }

    public RunFigures {
        reasons = List.copyOf(reasons);
        objectives = List.copyOf(objectives);
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The same with numbers that are shown and not taken into means. */
    RunFigures invalid(String why) {
        var all = new ArrayList<>(reasons);
        all.add(why);
        return new RunFigures(
                run,
                cell,
                repeat,
                block,
                phase,
                verdict,
                Validity.INVALID,
                all,
                values,
                requests,
                coldStarts,
                coldP99Ms,
                requestsPerSecondPerReplica,
                bottleneck,
                cost,
                fingerprint,
                capacityNotShown,
                objectives);
    }

    /** Whether its numbers are taken into means and comparisons: suspect ones are, and are named. */
    public boolean counts() {
        return phase == Phase.SUCCEEDED && validity != null && validity != Validity.INVALID && !values.isEmpty();
    }

    /** Empty where it was not measured. */
    public OptionalDouble value(Metric metric) {
        return Optional.ofNullable(values.get(metric)).stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }
}
