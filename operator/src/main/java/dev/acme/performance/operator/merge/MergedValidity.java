package dev.acme.performance.operator.merge;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Ranks;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.target.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How far several results together can be trusted: as far as the worst of them. What counts samples or failures is judged
 * anew over all of them, for one part that had too few voids its own numbers only; every other reason is told once, with how
 * many of the load generators have it.
 */
final class MergedValidity {
    private static final String FEW_SAMPLES = "FewSamples";
    private static final String DEGRADED = "Degraded";
    private static final String NO_SUCCESS = "NoSuccess";
    private static final Set<String> JUDGED_ANEW = Set.of(FEW_SAMPLES, DEGRADED, NO_SUCCESS, RunResult.CANCELLED);
    /** Of these no one voids a result, so beside them it is what is judged anew that did. */
    private static final Set<String> DOUBTS = Set.of("Saturated", "Unsent", "NotSteady", "Noisy");

    private static final double DEGRADED_PERCENT = 0.1;
    private static final double INCOMPARABLE_PERCENT = 1;

    private final List<RunResult> parts;
    private final List<String> reasons = new ArrayList<>();
    private Validity validity = Validity.VALID;

    MergedValidity(List<RunResult> parts, Results together, int wanted, boolean isWhole) {
        this.parts = List.copyOf(parts);
        if (parts.size() < wanted) {
            found(
                    Validity.INVALID,
                    Reason.POD_LOST + ": " + (wanted - parts.size()) + " of " + wanted
                            + " load generators left no result");
        }
        if (!isWhole) {
            found(
                    Validity.INVALID,
                    "HistogramMissing: a load generator left no histogram, its latencies are not in the percentiles");
        }
        ofParts();
        stopped(together);
        failing(together);
        fewSamples(together);
    }

    Validity validity() {
        return validity;
    }

    List<String> reasons() {
        return List.copyOf(reasons);
    }

    private void ofParts() {
        Map<String, List<String>> byWord = new LinkedHashMap<>();
        for (RunResult part : parts) {
            part.validityReasons().stream()
                    .filter(reason -> !JUDGED_ANEW.contains(word(reason)))
                    .forEach(reason -> byWord.computeIfAbsent(word(reason), _ -> new ArrayList<>())
                            .add(reason));
            worse(ownValidity(part));
        }
        byWord.values().forEach(same -> reasons.add(counted(same)));
    }

    /** A part's validity by what is not judged anew. */
    private static Validity ownValidity(RunResult part) {
        var words = part.validityReasons().stream().map(MergedValidity::word).toList();
        var own = words.stream().filter(word -> !JUDGED_ANEW.contains(word)).toList();
        boolean isVoidAnew = words.contains(NO_SUCCESS) || words.contains(RunResult.CANCELLED);
        boolean isVoid = part.validity() == Validity.INVALID && !(isVoidAnew && DOUBTS.containsAll(own));
        if (isVoid) {
            return Validity.INVALID;
        }
        return own.isEmpty() ? Validity.VALID : Validity.SUSPECT;
    }

    /** As of one load generator: a burst that was stopped is not the one that was asked for; a timed load may be enough. */
    private void stopped(Results together) {
        var told = parts.stream()
                .flatMap(part -> part.validityReasons().stream())
                .filter(reason -> word(reason).equals(RunResult.CANCELLED))
                .toList();
        if (!told.isEmpty()) {
            boolean stands = parts.getFirst().mode() != LoadMode.BURST
                    && Ranks.p99High(together.succeeded()).isPresent();
            found(stands ? Validity.SUSPECT : Validity.INVALID, counted(told));
        }
    }

    private String counted(List<String> same) {
        return same.getFirst()
                + String.format(Locale.ROOT, " (%d times in %d load generators)", same.size(), parts.size());
    }

    private void failing(Results together) {
        double percent = together.errorPercent();
        if (percent > DEGRADED_PERCENT) {
            found(
                    Validity.SUSPECT,
                    String.format(
                            Locale.ROOT,
                            DEGRADED + ": %,d of %,d requests failed (%.2f %%)%s",
                            together.failed(),
                            together.requests(),
                            percent,
                            percent > INCOMPARABLE_PERCENT ? ": more than 1 %, not to be compared" : ""));
        }
    }

    private void fewSamples(Results together) {
        long n = together.succeeded();
        if (n == 0) {
            found(
                    Validity.INVALID,
                    String.format(Locale.ROOT, NO_SUCCESS + ": none of %,d requests succeeded", together.requests()));
        } else if (Ranks.p99High(n).isEmpty()) {
            found(
                    Validity.SUSPECT,
                    String.format(Locale.ROOT, FEW_SAMPLES + ": %,d successes, the p99 has no upper bound", n));
        }
    }

    private void found(Validity atMost, String reason) {
        reasons.add(reason);
        worse(atMost);
    }

    private void worse(Validity other) {
        validity = other.compareTo(validity) > 0 ? other : validity;
    }

    private static String word(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
