package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.experiment.plan.CellSpec;
import dev.acme.performance.operator.experiment.plan.Combination;
import dev.acme.performance.operator.experiment.plan.Expansion;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.plan.Slot;
import dev.acme.performance.operator.experiment.plan.StatusBound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The largest experiment, of a simulated target, from its spec to its report: what {@link ExperimentScaleTest} measures. */
final class ExperimentScale {
    private ExperimentScale() {}

    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        var values = IntStream.rangeClosed(1, 16).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        var experiment = Experiments.experiment(Experiments.spec("""
                repeats: 5
                factors:
                - {name: threads, path: pools.threads, values: [%1$s]}
                - {name: connections, path: pools.s3Connections, values: [%1$s]}
                """.formatted(values)));
        // maxRuns bounds what a cluster is asked for, not what can be compared
        var spec = experiment.getSpec();
        var grid = (Expansion.Cells) Expansion.of(spec);
        experiment.setStatus(PerformanceExperimentStatus.empty()
                .withAttempt(1)
                .withSeed(1L)
                .withStartedAt(Runs.NOW.toString())
                .withCells(grid.cells().stream()
                        .map((Combination cell) -> Cell.planned(cell.id(), cell.assignments()))
                        .toList()));
        var plan = new Plan(spec, experiment.getStatus());
        var attempt = ExperimentAttempt.of(experiment, 1);
        var runs = new ArrayList<PerformanceRun>();
        var specs = grid.cells().stream()
                .collect(Collectors.toMap(
                        Combination::id,
                        cell -> ((CellSpec.Possible)
                                        CellSpec.of(spec.template().spec(), plan.factorValues(cell.assignments())))
                                .spec()));
        for (Slot slot : plan.slots()) {
            var cell = Objects.requireNonNull(specs.get(slot.cell()));
            var run = attempt.run(slot, false, spec.template(), cell);
            double rate = 10.0 * Math.min(cell.pools().threads(), cell.pools().s3Connections());
            run.setStatus(SimulatedBench.measured(rate * (1 + slot.number() * 31 % 17 / 1_000.0)));
            runs.add(run);
        }
        var conclusion = new StatisticsAnalyst(PriceReader.standard()).conclude(experiment, runs, Runs.NOW);
        var status = StatusBound.of(conclusion.status());
        System.out.printf(
                "cells=%d runs=%d seconds=%.2f memoryKb=%s statusBytes=%d best=%s files=%s%n",
                grid.cells().size(),
                runs.size(),
                (System.nanoTime() - start) / 1e9,
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D+", ""))
                        .findFirst()
                        .orElse("0"),
                StatusBound.bytes(status),
                status.best() == null ? "" : status.best().cell(),
                String.join(",", conclusion.files().keySet()));
    }
}
