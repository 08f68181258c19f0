package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.CellSummary.CellVerdict;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the runs of a cell were asked for and did not keep: the fastest cell is no choice where it breaks its promise. */
public final class MissedObjectives {
    private MissedObjectives() {}

    /** Such as {@code p99 in 2 of 3 runs}; empty of a cell none of whose runs fails by its objectives. */
    public static Optional<String> of(CellSummary cell) {
        return cell.verdict() == CellVerdict.FAIL
                ? Optional.of(cell.objectives().stream()
                        .filter(one -> one.met() < one.runs())
                        .map(one -> "%s in %d of %d runs".formatted(one.name(), one.runs() - one.met(), one.runs()))
                        .collect(Collectors.joining(", ")))
                : Optional.empty();
    }
}
