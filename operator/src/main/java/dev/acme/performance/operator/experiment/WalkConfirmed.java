package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Confirmation;
import dev.acme.performance.operator.experiment.plan.AaCell;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a whole walk brought, by the runs that were made for this question alone. */
record WalkConfirmed(Confirmation confirmation, ChangeVerdict verdict) {
    /**
     * Empty where no runs were planned for it.
     *
     * @param compared makes the design of a comparison of cells with the first
     * @param figures of all runs
     */
    static Optional<WalkConfirmed> of(Plan plan, Function<List<Cell>, Design> compared, List<RunFigures> figures) {
        var first = plan.firstConfirmingBlock();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var planned = Objects.requireNonNull(plan.status().confirmation());
        var its =
                figures.stream().filter(run -> run.block() >= first.getAsInt()).toList();
        var cells = Stream.concat(
                        Stream.of(Cell.planned(planned.from(), Map.of()), Cell.planned(planned.to(), Map.of())),
                        plan.status().cells().stream().filter(AaCell::is))
                .toList();
        var verdict = ChangeVerdict.of(compared.apply(cells), planned.to(), its);
        return Optional.of(new WalkConfirmed(
                new Confirmation(planned.from(), planned.to(), true, isBetter(verdict), verdict.why()), verdict));
    }

    private static @Nullable Boolean isBetter(ChangeVerdict verdict) {
        return switch (verdict.answer()) {
            case BETTER -> true;
            case NOT_BETTER -> false;
            case UNKNOWN -> null;
        };
    }
}
