package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether answers fail, and what fails them: by the reasons that the service counts, for one code stands for many. A function's
 * host, and a service that does not count them, tell none.
 */
final class Failures {
    private static final double FAILED_PERCENT = 1;

    /** What a reason of the service's blames. */
    private enum Culprit {
        STORAGE,
        CATALOGUE,
        CONNECTIONS,
        THREADS;

        private Stream<String> reasons() {
            return switch (this) {
                case STORAGE ->
                    Stream.of("storage-unavailable", "storage-timed-out", "object-missing", "object-damaged");
                case CATALOGUE -> Stream.of("catalogue-unavailable", "catalogue-timed-out");
                case CONNECTIONS -> Stream.of("pool-exhausted");
                case THREADS -> Stream.of("queue-full", "queue-timed-out");
            };
        }

        double failed(Situation situation) {
            return reasons()
                    .mapToDouble(reason -> situation.counted().increase(Sample.REFUSALS, reason))
                    .sum();
        }
    }

    private Failures() {}

    static Optional<Bottleneck> of(Situation situation) {
        double failed = situation.serverErrors();
        double percent = 100 * failed / Math.max(1, situation.counted().requests());
        if (percent < FAILED_PERCENT) {
            return Optional.empty();
        }
        var worst = Arrays.stream(Culprit.values())
                .max(Comparator.comparingDouble(culprit -> culprit.failed(situation)))
                .orElseThrow();
        double blamed = worst.failed(situation);
        if (2 * blamed < failed) {
            return Optional.of(
                    finding(Component.NOT_ENOUGH_EVIDENCE, situation, 0)
                            .because("%.0f of them are counted under a reason that blames one component", blamed)
                            .advise(
                                    "look at the reasons in the service's answers and its log: what fails is not told by a code"));
        }
        return Optional.of(
                switch (worst) {
                    case STORAGE -> storage(situation, percent, blamed);
                    case CATALOGUE ->
                        finding(Component.METADATA, situation, percent)
                                .because("the catalogue failed %.0f of them", blamed)
                                .advise(
                                        "no field of the run helps: the failures have to be looked for in the DynamoDB table");
                    case CONNECTIONS ->
                        Pools.exhausted(situation, finding(Pools.component(situation), situation, percent), blamed);
                    case THREADS -> Pools.overrun(situation, finding(Component.THREADS, situation, percent), blamed);
                });
    }

    private static Bottleneck storage(Situation situation, double percent, double blamed) {
        return finding(Component.STORAGE, situation, percent)
                .because("the storage failed %.0f of them", blamed)
                .because(Sources.storageLine(situation))
                .changingIf(!situation.isCached(), "storage.caching", "Memory")
                .advise(
                        situation.isCached()
                                ? "no field of the run helps: the failures have to be looked for in the storage"
                                : "storage.caching: Memory (was None); predicted: an archive is read once, not once a"
                                        + " request; the failures themselves have to be looked for in the storage");
    }

    private static Finding finding(Component component, Situation situation, double percent) {
        return Finding.of(component, percent)
                .because(
                        "%.0f of %.0f answers were 502, 503 or 504",
                        situation.serverErrors(), situation.counted().requests());
    }
}
