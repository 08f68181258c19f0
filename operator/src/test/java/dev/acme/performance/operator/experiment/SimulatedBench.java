package dev.acme.performance.operator.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.ResultsBuilder;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.experiment.plan.ExperimentPlanner;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.run.Objection;
import dev.acme.performance.operator.run.RunSettings;
import dev.acme.performance.operator.target.Backends;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** An experiment carried out against a simulated system: its runs end by themselves, a minute each, with what {@link Truth} says. */
final class SimulatedBench {
    private static final int MOST_STEPS = 5_000;
    private static final Duration RUN = Duration.ofMinutes(1);

    /** One with a database. */
    private static final RunSettings INSTALLATION = installation();

    private final FakeExperimentApi api;
    private ExperimentExecutor executor;
    private final Truth truth;
    private final List<ExperimentStep> steps = new ArrayList<>();
    private Instant now = Runs.NOW;

    /** What becomes of the {@code number}-th run to be carried out, from 0. */
    @FunctionalInterface
    interface Truth {
        PerformanceRunStatus of(PerformanceRunSpec spec, int number);
    }

    SimulatedBench(PerformanceExperimentSpec spec, Truth truth) {
        this(spec, truth, _ -> Optional.empty());
    }

    SimulatedBench(PerformanceExperimentSpec spec, Truth truth, Function<PerformanceRunSpec, Optional<String>> rules) {
        this.api = new FakeExperimentApi(Experiments.experiment(spec), rules);
        this.executor = operator(api);
        this.truth = truth;
    }

    private static ExperimentExecutor operator(FakeExperimentApi api) {
        return new ExperimentExecutor(api, new Objection(INSTALLATION), new StatisticsAnalyst(INSTALLATION.prices()));
    }

    /** Another operator takes over. */
    void restart() {
        executor = operator(api);
    }

    private static RunSettings installation() {
        var settings = Runs.settings(Duration.ofMinutes(5));
        var stores = settings.backends();
        return new RunSettings(
                settings.runsPerNamespace(),
                settings.canAutoscale(),
                settings.ceilings(),
                settings.images(),
                new Backends(
                        stores.s3Endpoint(),
                        stores.s3Region(),
                        stores.s3Bucket(),
                        stores.dynamoDbEndpoint(),
                        stores.tablePrefix(),
                        stores.credentialsSecret(),
                        stores.modelSource(),
                        Optional.of(new Backends.Database("jdbc:postgresql://db:5432/models", "db", 10_000))),
                settings.targets(),
                settings.prices(),
                settings.deadlines(),
                settings.fidelity());
    }

    FakeExperimentApi api() {
        return api;
    }

    List<ExperimentStep> steps() {
        return steps;
    }

    Instant now() {
        return now;
    }

    PerformanceExperimentStatus status() {
        return ExperimentPlanner.statusOf(api.experiment());
    }

    /** One look of the operator; what it did, unless it died over it. */
    Optional<ExperimentStep> look() {
        try {
            var step = executor.advance(api.experiment(), now).step();
            steps.add(step);
            if (step instanceof ExperimentStep.Cool cool) {
                now = cool.until();
            }
            return Optional.of(step);
        } catch (FakeExperimentApi.OperatorDied e) {
            return Optional.empty();
        }
    }

    /** Looks, and lets runs end whenever the operator has nothing to do, until the experiment rests. */
    PerformanceExperimentStatus toTheEnd() {
        for (int i = 0; i < MOST_STEPS; i++) {
            switch (look().orElse(new ExperimentStep.Acknowledge())) {
                case ExperimentStep.Rest _ -> {
                    return status();
                }
                case ExperimentStep.AwaitRuns _, ExperimentStep.CancelRuns _ -> endOldestRun();
                default -> {}
            }
        }
        throw new AssertionError("no end after " + MOST_STEPS + " steps: " + status());
    }

    /** Of those under way. */
    void endOldestRun() {
        var open = status().open().stream()
                .map(one -> api.runs().get(one.run()))
                .filter(Objects::nonNull)
                .filter(run -> run.getStatus() == null)
                .findFirst()
                .orElseThrow();
        now = now.plus(RUN);
        boolean isCancelled = open.getSpec().cancel();
        int number = api.created().indexOf(open.getMetadata().getName());
        open.setStatus(
                isCancelled
                        ? PerformanceRunStatus.empty()
                                .withPhase(Phase.CANCELLED)
                                .withCompletedAt(now.toString())
                        : truth.of(open.getSpec(), number).withCompletedAt(now.toString()));
    }

    /** Changes the spec, as a user does. */
    void edit(String yaml) {
        PerformanceExperiment experiment = api.experiment();
        var whole = (ObjectNode) Serialization.unmarshal(Serialization.asYaml(experiment.getSpec()), JsonNode.class);
        whole.setAll((ObjectNode) Serialization.unmarshal(yaml, JsonNode.class));
        experiment.setSpec(Serialization.unmarshal(Serialization.asYaml(whole), PerformanceExperimentSpec.class));
        experiment.getMetadata().setGeneration(experiment.getMetadata().getGeneration() + 1);
    }

    PerformanceRun run(int number) {
        return Objects.requireNonNull(api.runs().get(api.created().get(number)));
    }

    /** A good run of so many requests per second of 100 clients. */
    static PerformanceRunStatus measured(double requestsPerSecond) {
        double meanMs = 100_000 / requestsPerSecond;
        return PerformanceRunStatus.empty()
                .withPhase(Phase.SUCCEEDED)
                .withVerdict(Verdict.NONE)
                .withValidity(Validity.VALID)
                .withResults(ResultsBuilder.builder()
                        .clients(100)
                        .requests(1_000)
                        .succeeded(1_000)
                        .successPercent(100)
                        .errors(Results.Errors.NONE)
                        .durationSeconds(1_000 / requestsPerSecond)
                        .throughput(new Results.Throughput(
                                requestsPerSecond, Math.round(requestsPerSecond * 1e6), requestsPerSecond))
                        .latency(new Results.Latency(
                                meanMs,
                                meanMs,
                                meanMs * 2,
                                meanMs * 2,
                                meanMs * 3,
                                meanMs * 4,
                                1,
                                meanMs * 4,
                                meanMs,
                                meanMs * 2.9,
                                meanMs * 3.1))
                        .build())
                .withEnvironment(RunEnvironmentBuilder.builder()
                        .fidelity("simulated")
                        .fingerprint("bench")
                        .build());
    }

    static PerformanceRunStatus measured(
            double requestsPerSecond, String component, Optional<String> field, String value) {
        return measured(requestsPerSecond)
                .withBottleneck(new Bottleneck(
                        component,
                        90,
                        List.of("1 of 1"),
                        "as said",
                        field.map(path -> new PerformanceRunStatus.Change(path, value))
                                .orElse(null)));
    }

    /** A run of which only so many percent of 1,000 requests succeeded, the others in time-outs. */
    static PerformanceRunStatus timedOut(double successPercent, String component, String field, String value) {
        var good = measured(10, component, Optional.of(field), value);
        var results = Objects.requireNonNull(good.results());
        return good.withResults(ResultsBuilder.builder(results)
                .succeeded(Math.round(10 * successPercent))
                .successPercent(successPercent)
                .latency(successPercent > 0 ? results.latency() : null)
                .build());
    }

    static PerformanceRunStatus failed(String why) {
        return PerformanceRunStatus.empty().withPhase(Phase.FAILED).withMessage(why);
    }

    static PerformanceRunStatus invalid(String why) {
        return measured(1).withValidity(Validity.INVALID).withValidityReasons(List.of(why));
    }
}
