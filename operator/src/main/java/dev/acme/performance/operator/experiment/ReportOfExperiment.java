package dev.acme.performance.operator.experiment;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.operator.cost.PriceSheet;
import dev.acme.performance.operator.experiment.cost.BreakEven;
import dev.acme.performance.operator.experiment.plan.Plan;
import dev.acme.performance.operator.experiment.report.EnvironmentFacts;
import dev.acme.performance.operator.experiment.report.ExperimentReport;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Tried;
import dev.acme.performance.operator.experiment.report.LoadFacts;
import dev.acme.performance.operator.experiment.report.PriceFacts;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All that the report of an experiment says. */
record ReportOfExperiment(
        PerformanceExperiment experiment,
        PerformanceExperimentStatus status,
        List<PerformanceRun> runs,
        PriceSheet sheet,
        Instant now) {
    private static final JsonMapper WORDS = JsonMapper.builder().build();

    ReportOfExperiment {
        runs = List.copyOf(runs);
    }

    ExperimentReport of(Design design, Findings findings, List<RunFigures> figures) {
        var meta = experiment.getMetadata();
        return new ExperimentReport(
                meta.getNamespace() + "/" + meta.getName(),
                "%s to %s".formatted(status.startedAt(), now.truncatedTo(ChronoUnit.SECONDS)),
                setup(),
                environments().findFirst().map(EnvironmentFacts::of).orElse(List.of()),
                environments()
                        .flatMap(environment -> environment.notes().stream())
                        .distinct()
                        .toList(),
                design,
                findings,
                figures,
                path(),
                BreakEven.among(design, figures, findings.refused()),
                prices());
    }

    private List<Fact> setup() {
        var spec = experiment.getSpec();
        var facts = new ArrayList<>(List.of(
                fact("strategy", word(spec.strategy())),
                fact("order", word(spec.order()) + ", seed " + status.seed()),
                fact("plan", String.valueOf(status.plan()) + " (digest, fixed before the first run)"),
                fact("cooldown", spec.cooldownSeconds() + " s, " + spec.parallelism() + " at a time"),
                fact(
                        "runs",
                        "%d created, %d failed, %d invalid"
                                .formatted(status.created(), status.failed(), status.invalid()))));
        facts.addAll(2, LoadFacts.of(spec.template().spec(), spec.factors()));
        new Plan(spec, status).baselineRemark().ifPresent(remark -> facts.add(1, fact("why this baseline", remark)));
        return facts;
    }

    private Stream<RunEnvironment> environments() {
        return runs.stream()
                .flatMap(run -> Stream.ofNullable(run.getStatus()))
                .flatMap(one -> Stream.ofNullable(one.environment()));
    }

    private List<Tried> path() {
        return status.path().stream()
                .filter(step -> step.to() != null)
                .map(step -> new Tried(
                        step.from(),
                        Objects.requireNonNullElse(step.to(), ""),
                        step.changes(),
                        Objects.requireNonNullElse(step.bottleneck(), ""),
                        Boolean.TRUE.equals(step.kept()),
                        Objects.requireNonNullElse(step.why(), "not measured to its end")))
                .toList();
    }

    /** Of the sheet, where any run was priced by it. */
    private List<Fact> prices() {
        boolean isPriced =
                runs.stream().flatMap(run -> Stream.ofNullable(run.getStatus())).anyMatch(one -> one.cost() != null);
        return isPriced ? PriceFacts.of(sheet, LocalDate.ofInstant(now, ZoneOffset.UTC)) : List.of();
    }

    private static Fact fact(String name, String value) {
        return new Fact(name, value);
    }

    private static String word(Enum<?> value) {
        return Optional.ofNullable(WORDS.convertValue(value, String.class)).orElse("");
    }
}
