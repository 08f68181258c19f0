package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.cost.PriceSheet;
import dev.acme.performance.operator.cost.RunPrice;
import dev.acme.performance.operator.diagnosis.AutoscalerManifest;
import dev.acme.performance.operator.diagnosis.Diagnosis;
import dev.acme.performance.operator.load.LoadJobManifest;
import dev.acme.performance.operator.load.LoadProfiles;
import dev.acme.performance.operator.load.LoadResults;
import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.load.MeetingManifest;
import dev.acme.performance.operator.load.ResultWatch;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.EcsManifests;
import dev.acme.performance.operator.target.Images;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.PopulateJobManifest;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Carries a step out, idempotently, and says what the status becomes. */
final class StepExecutor {
    private final Children children;
    private final Remnants remnants;
    private final Finalizer finalizer;
    private final LoadResults results;
    private final ResultWatch watch;
    private final Surroundings surroundings;
    private final Observation observation;
    private final EarlierRuns earlier;
    private final StatusWriter statuses;
    private final Images images;
    private final Backends backends;
    private final Deadlines deadlines;
    private final PriceSheet prices;

    StepExecutor(KubernetesClient client, ResultWatch watch, Sight sight, Variant variant) {
        this.children = new Children(client);
        this.remnants = new Remnants(client);
        this.finalizer = new Finalizer(client);
        this.results = new LoadResults(client);
        this.watch = watch;
        this.surroundings = sight.surroundings();
        this.observation = sight.observation();
        this.earlier = sight.earlier();
        this.statuses = new StatusWriter(client);
        this.images = variant.images();
        this.backends = variant.backends();
        this.deadlines = variant.deadlines();
        this.prices = variant.prices();
    }

    /** What is seen of an attempt beside its result: where it took place, how its target did meanwhile, and what came before. */
    record Sight(Surroundings surroundings, Observation observation, EarlierRuns earlier) {}

    /** What the administrator's configuration adds to every run. */
    record Variant(Images images, Backends backends, Deadlines deadlines, PriceSheet prices) {}

    /** Does the step; the status that the run has afterwards. */
    PerformanceRunStatus execute(Step step, PerformanceRun run, World world) {
        int attempt = Statuses.of(run).attempt();
        try {
            var status = carryOut(step, run, world);
            if (status.attempt() > Math.max(attempt, FinalStatus.HISTORY)) {
                children.forget(Attempt.of(run, status.attempt() - FinalStatus.HISTORY));
            }
            statuses.write(run, status);
            if (!Statuses.phase(status).isUnderWay()) {
                forget(run);
            }
            return status;
        } catch (NotCreated e) {
            var status = new FinalStatus(run, world.now()).ended(new Ending.Broken(e.reason(), e.sentence()));
            statuses.write(run, status);
            return status;
        }
    }

    /** The run's attempt has ended, or is going to: nobody wants its load generator's log any more. */
    void forget(PerformanceRun run) {
        var attempt = Attempt.of(run, Statuses.of(run).attempt());
        watch.forget(attempt);
        observation.forget(attempt);
    }

    private PerformanceRunStatus carryOut(Step step, PerformanceRun run, World world) {
        var projection = new StatusProjection(run, world.now());
        var end = new FinalStatus(run, world.now());
        var old = Statuses.of(run);
        var attempt = Attempt.of(run, old.attempt());
        return switch (step) {
            case Step.Queue queue -> projection.queued(queue);
            case Step.StartAttempt start -> {
                finalizer.putOn(run);
                yield projection.started(start);
            }
            case Step.Populate _ -> {
                children.create(
                        attempt,
                        PopulateJobManifest.of(attempt, run.getSpec(), images, backends, deadlines.populate()));
                yield projection.populating(Optional.empty());
            }
            case Step.AwaitPopulate await -> projection.populating(await.problem());
            case Step.Provision _ -> {
                // the Deployment is what tells that the target was made: it comes last
                children.create(attempt, EcsManifests.service(attempt, images));
                EcsManifests.autoscaler(attempt, run.getSpec()).ifPresent(it -> children.create(attempt, it));
                children.create(
                        attempt,
                        EcsManifests.deployment(attempt, run.getSpec(), images, backends, deadlines.populate()));
                yield projection.provisioning();
            }
            case Step.RecordCatalogue filled -> projection.filled(filled);
            case Step.AwaitTarget await -> projection.awaitingTarget(await);
            case Step.StartLoad start -> {
                String url = EcsManifests.url(attempt, images);
                var profile = LoadProfiles.of(run.getSpec(), start.catalogue(), backends);
                var job = LoadJobManifest.of(attempt, run.getSpec(), profile, url, images);
                meet(attempt, run);
                children.create(
                        attempt, observation.before(attempt, start.target().writtenOn(job)));
                observation.during(attempt, run.getSpec());
                yield projection.loading();
            }
            case Step.StartExternalLoad start -> {
                meet(attempt, run);
                children.create(attempt, LoadJobManifest.of(attempt, run.getSpec(), start.target(), images));
                yield projection.loading();
            }
            case Step.AwaitLoad await -> {
                await.pods().forEach(pod -> follow(attempt, pod, run));
                yield projection.awaitingLoad(progress(await, attempt, old, world.now()), await.problem());
            }
            case Step.StopLoad stop -> {
                var ordered = projection.stopping(stop);
                writeAhead(run, ordered);
                stop.pods().forEach(pod -> children.stop(attempt, pod));
                yield ordered;
            }
            case Step.Collect collect -> collect(collect, run, world, attempt);
            case Step.End ending -> end.ended(ending.ending());
            case Step.Suspend suspend -> {
                children.delete(attempt, suspend.workloads());
                yield projection.suspended();
            }
            case Step.Release release -> {
                children.delete(attempt, release.workloads());
                yield old;
            }
            case Step.LetGo _ -> {
                if (remnants.pods(attempt).isEmpty()) {
                    finalizer.takeOff(run);
                }
                yield old;
            }
            case Step.Acknowledge _ -> end.acknowledged();
            case Step.Rest _ -> old;
        };
    }

    private void follow(Attempt attempt, String pod, PerformanceRun run) {
        watch.follow(attempt, pod);
        observation.during(attempt, run.getSpec());
    }

    /** Several load generators need a place to meet before any of them starts. */
    private void meet(Attempt attempt, PerformanceRun run) {
        if (run.getSpec().load().pods() > 1) {
            children.create(attempt, MeetingManifest.service(attempt));
        }
    }

    private Optional<RunProgress> progress(
            Step.AwaitLoad await, Attempt attempt, PerformanceRunStatus old, Instant now) {
        return results.progress(attempt.namespace(), await.pods())
                .filter(line -> ProgressPace.isWorthAWrite(old, line, now));
    }

    /** Writes what has to be on record before the step is done; {@code run} is then as it was written. */
    private void writeAhead(PerformanceRun run, PerformanceRunStatus status) {
        var written = statuses.write(run, status);
        run.setStatus(written.getStatus());
        run.getMetadata().setResourceVersion(written.getMetadata().getResourceVersion());
    }

    private PerformanceRunStatus collect(Step.Collect step, PerformanceRun run, World world, Attempt attempt) {
        writeAhead(run, new StatusProjection(run, world.now()).collecting());
        Optional<RunResult> result = Optional.empty();
        Optional<PodProblem> problem = Optional.empty();
        if (world.load() instanceof LoadState.Ended ended) {
            switch (results.result(attempt.namespace(), ended)) {
                case LoadResults.Reading.Whole whole -> result = whole.result();
                case LoadResults.Reading.LogUnreadable unreadable -> {
                    if (mayReadAgain(Statuses.of(run), world.now())) {
                        return Statuses.of(run);
                    }
                    result = unreadable.summary();
                }
            }
            problem = ended.problem();
        }
        var end = new FinalStatus(run, world.now());
        var told = surroundings.of(attempt, run.getSpec(), result);
        var judged = result.map(it -> it.doubted(told.doubts()));
        var collected = new Collected(
                judged, problem, told.environment(), judged.map(it -> observation.after(attempt, run, it)));
        var status = whole(run, end.collected(step, collected), collected);
        try {
            judged.ifPresent(it -> children.create(
                    attempt, ResultConfigMap.of(attempt, run, it, autoscaler(attempt, status, collected))));
        } catch (NotCreated e) {
            return whole(run, end.collectedWithoutReport(step, collected, e), collected);
        }
        return status;
    }

    private PerformanceRunStatus whole(PerformanceRun run, PerformanceRunStatus status, Collected collected) {
        var initSeconds = collected.diagnosis().map(Diagnosis::initSeconds).orElse(OptionalDouble.empty());
        var reads = collected.diagnosis().flatMap(Diagnosis::cached);
        var perRequest =
                reads.map(it -> OptionalDouble.of(it.readsPerRequest())).orElseGet(OptionalDouble::empty);
        var price = RunPrice.of(prices, run.getSpec(), status, initSeconds, perRequest);
        return earlier.compared(run, status.withCost(price.orElse(null)));
    }

    private static Optional<HorizontalPodAutoscaler> autoscaler(
            Attempt attempt, PerformanceRunStatus status, Collected collected) {
        var cpuPercent = collected.diagnosis().map(Diagnosis::cpuPercent).orElse(OptionalDouble.empty());
        return Optional.ofNullable(status.capacity())
                .flatMap(capacity -> AutoscalerManifest.of(attempt.runId(), capacity, cpuPercent));
    }

    /** Until the collect deadline, which began when the end of the load was put on record. */
    private boolean mayReadAgain(PerformanceRunStatus collecting, Instant now) {
        return Conditions.since(collecting.conditions(), Conditions.Type.LOAD_FINISHED)
                .filter(since -> now.isBefore(since.plus(deadlines.collect())))
                .isPresent();
    }
}
