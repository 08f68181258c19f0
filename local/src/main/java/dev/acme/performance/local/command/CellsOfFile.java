package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentSpec.Strategy;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.Verdict;
import dev.acme.performance.operator.experiment.plan.CellSpec;
import dev.acme.performance.operator.experiment.plan.Combination;
import dev.acme.performance.operator.experiment.plan.Expansion;
import dev.acme.performance.operator.experiment.plan.Plan;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs that an experiment's cells ask for, so that what they need is there, and an experiment of which none is possible is
 * refused before anything is started.
 */
final class CellsOfFile {
    private final Admission runs;
    private final TargetsFile targets;
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    CellsOfFile(Admission runs, TargetsFile targets) {
        this.runs = runs;
        this.targets = targets;
    }

    /** At least one, as an API server stores them. Throws {@link BadFile}. */
    List<ObjectNode> of(ObjectNode object) {
        var spec =
                serialization.convertValue(object, PerformanceExperiment.class).getSpec();
        var problems = new ArrayList<String>();
        var possible = new ArrayList<ObjectNode>();
        var cells = new ArrayList<Cell>();
        for (var combination : combinations(object, spec)) {
            var cell = Cell.planned(combination.id(), combination.assignments());
            var run = run(object, spec, combination, problems);
            run.ifPresent(possible::add);
            cells.add(
                    run.isPresent()
                            ? cell
                            : cell.withVerdict(CellVerdict.SKIPPED).withReason(problems.getLast()));
        }
        if (possible.isEmpty()) {
            throw new BadFile(name(object) + ": no cell can be measured: " + problems.getFirst());
        }
        new Plan(spec, PerformanceExperimentStatus.empty().withCells(cells))
                .baselineProblem()
                .ifPresent(why -> {
                    throw new BadFile(name(object) + ": spec." + why);
                });
        return possible;
    }

    private static List<Combination> combinations(ObjectNode object, PerformanceExperimentSpec spec) {
        if (spec.strategy() == Strategy.TUNE) {
            return List.of(new Combination(Expansion.TEMPLATE, Map.of()));
        }
        return switch (Expansion.withinBudget(spec)) {
            case Expansion.Cells grid -> grid.cells();
            case Expansion.Refused refused -> throw new BadFile(name(object) + ": spec." + refused.why());
        };
    }

    private Optional<ObjectNode> run(
            ObjectNode object, PerformanceExperimentSpec spec, Combination cell, List<String> problems) {
        var values = new Plan(spec, PerformanceExperimentStatus.empty()).factorValues(cell.assignments());
        return switch (CellSpec.of(spec.template().spec(), values)) {
            case CellSpec.Impossible impossible -> {
                problems.add(cell.id() + ": spec." + impossible.why());
                yield Optional.empty();
            }
            case CellSpec.Possible possible -> {
                var run = JsonNodeFactory.instance.objectNode();
                run.put("apiVersion", PerformanceRun.GROUP + "/" + PerformanceRun.VERSION)
                        .put("kind", RunFile.RUN);
                run.putObject("metadata").put("name", "cell").set("namespace", object.at("/metadata/namespace"));
                run.set("spec", serialization.convertValue(possible.spec(), JsonNode.class));
                yield checked(run, possible.spec().compute(), cell, problems);
            }
        };
    }

    private Optional<ObjectNode> checked(ObjectNode run, Compute compute, Combination cell, List<String> problems) {
        return switch (runs.check(run)) {
            case Verdict.Refused refused -> {
                problems.add(cell.id() + ": " + refused.refusals().getFirst());
                yield Optional.empty();
            }
            case Verdict.Admitted admitted -> {
                var objection = targets.objection(compute);
                objection.ifPresent(why -> problems.add(cell.id() + ": spec." + why));
                yield objection.isPresent() ? Optional.empty() : Optional.of(admitted.object());
            }
        };
    }

    private static String name(ObjectNode object) {
        return object.at("/metadata/name").asText();
    }
}
