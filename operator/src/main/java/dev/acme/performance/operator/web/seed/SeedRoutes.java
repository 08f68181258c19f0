package dev.acme.performance.operator.web.seed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.run.LenientRuns;
import dev.acme.performance.operator.run.MeasuredSpec;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.web.access.Caller;
import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.access.Right.Objects;
import dev.acme.performance.operator.web.cluster.ClusterObjects;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Refusal;
import dev.acme.performance.operator.web.route.Asked;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.route.Rule;
import dev.acme.performance.operator.web.runs.Estimate;
import dev.acme.performance.operator.web.runs.ResultFiles;
import dev.acme.performance.operator.web.runs.RunOrder;
import dev.acme.performance.operator.web.runs.RunOrders;
import dev.acme.performance.operator.web.runs.Visible;
import dev.acme.performance.operator.web.watch.Inventory;
import dev.acme.performance.operator.web.watch.RunSummary;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** {@code /health/…}: trigger the workload, look at it, read its result. */
public final class SeedRoutes {
    private static final String NAME_PREFIX = "workload-";

    private final ClusterObjects objects;
    private final Inventory inventory;
    private final RunOrders orders;
    private final ResultFiles results;
    private final Surroundings surroundings;

    /** What this replica is, and when it is. */
    public record Surroundings(
            BooleanSupplier isReady, BooleanSupplier isLeader, int runsPerNamespace, InstantSource clock) {}

    public SeedRoutes(ClusterObjects objects, Inventory inventory, RunOrders orders, Surroundings surroundings) {
        this.objects = objects;
        this.inventory = inventory;
        this.orders = orders;
        this.results = new ResultFiles(objects);
        this.surroundings = surroundings;
    }

    /** What a workload may be told, beside its namespace. */
    public static List<String> workloadFields() {
        return Workload.names();
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/health/components", new Rule.PerNamespace(Right.LIST_RUNS), this::components),
                Route.post("/health/performance/workload", new Rule.PerNamespace(Right.CREATE_RUNS), this::start),
                Route.get("/health/performance/results/{run_id}", new Rule.PerNamespace(Right.GET_RUNS), this::result));
    }

    private Answer components(Asked asked) {
        asked.query().only("namespace");
        var runs = inventory.runs(Visible.namespaces(asked, inventory, Right.LIST_RUNS));
        var components = new Components(
                runs,
                surroundings.isReady().getAsBoolean(),
                surroundings.isLeader().getAsBoolean(),
                inventory.isCurrent());
        return Answer.json(Map.of("components", components.json()));
    }

    private Answer start(Asked asked) {
        asked.query().only();
        var workload = Workload.of(asked.body());
        var order = new RunOrder(
                workload.namespace().orElseGet(() -> home(asked.caller())),
                Optional.empty(),
                NAME_PREFIX,
                Json.object(),
                Json.object(),
                workload.spec(),
                asked.idempotencyKey());
        // asked for before anything is made: where the API server cannot say it, there is no run that nobody was told
        // of
        var visible = asked.caller().where(Right.LIST_RUNS, inventory.namespaces());
        var made = orders.place(asked.caller(), order);
        var meta = made.run().getMetadata();
        var answer = Json.object()
                .put("run_id", made.first().runId())
                .put("status", word(made))
                .put("estimated_completion", completion(visible, workload, made))
                .put("namespace", meta.getNamespace())
                .put("name", meta.getName());
        return Answer.json(202, answer)
                .with("Location", "/health/performance/results/" + made.first().runId());
    }

    /** Who sends his key again learns how far the run has come. */
    private static String word(RunOrders.Made made) {
        return SeedResult.word(RunSummary.of(made.run()).phase());
    }

    /** By the runs that the caller may see: others' durations are nobody's business. Of one that has ended, when it did. */
    private String completion(Predicate<String> visible, Workload workload, RunOrders.Made made) {
        var summary = RunSummary.of(made.run());
        if (summary.hasEnded() && summary.completedAt() != null) {
            return summary.completedAt();
        }
        var known = inventory.runs(visible);
        var spec = Optional.ofNullable(made.run().getSpec());
        var begin = made.isNew()
                ? surroundings.clock().instant()
                : Instant.parse(made.run().getMetadata().getCreationTimestamp());
        var wanted = summary.withMeasuredSpec(spec.map(MeasuredSpec::digest).orElse(null));
        return new Estimate(known, surroundings.runsPerNamespace())
                .completion(wanted, workload.load(), begin)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Where a ServiceAccount lives, else the one namespace that there is. */
    private String home(Caller caller) {
        return caller.user()
                .homeNamespace()
                .filter(inventory::watches)
                .or(inventory::onlyNamespace)
                .orElseThrow(() -> Problem.ofFields(
                                Problem.Kind.BAD_REQUEST,
                                "say in which namespace",
                                List.of(new Problem.FieldError("namespace", "is required here")))
                        .refusal());
    }

    private Answer result(Asked asked) {
        asked.query().only();
        var attempt = inventory.attempt(asked.name("run_id")).orElseThrow(SeedRoutes::absent);
        asked.caller().require(Right.GET_RUNS, attempt.namespace());
        var found = objects.find(Objects.RUNS, attempt.namespace(), attempt.run())
                .filter(run -> run.at("/metadata/uid").asText().equals(attempt.runUid()))
                .orElseThrow(SeedRoutes::absent);
        return Answer.json(view(attempt, found));
    }

    private ObjectNode view(Attempt attempt, ObjectNode found) {
        var run = LenientRuns.serialization().convertValue(found, PerformanceRun.class);
        var status = Optional.ofNullable(run.getStatus()).orElseGet(PerformanceRunStatus::empty);
        if (attempt.number() < status.attempt()) {
            return SeedResult.earlier(attempt, status, results.tree(attempt));
        }
        // the next attempt is one only once it was asked for; the first always is
        boolean isAsked = attempt.number() == Math.max(1, status.attempt())
                || !String.valueOf(run.getSpec() == null ? null : run.getSpec().rerun())
                        .equals(String.valueOf(status.rerun()));
        if (!isAsked) {
            throw absent();
        }
        return SeedResult.latest(attempt, status);
    }

    private static Refusal absent() {
        return Problem.notFound().refusal();
    }
}
