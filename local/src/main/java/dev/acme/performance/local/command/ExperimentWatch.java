package dev.acme.performance.local.command;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Follows one experiment to its end, telling on the way which measurement it is at. */
final class ExperimentWatch {
    private static final Duration LIMIT_TO_STOP = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final Progress progress;
    private final CompletableFuture<String> trouble;

    ExperimentWatch(KubernetesClient client, Progress progress, CompletableFuture<String> trouble) {
        this.client = client;
        this.progress = progress;
        this.trouble = trouble;
    }

    /**
     * Waits until the experiment has ended, and cancels it where one run takes longer than {@code limit}. Pauses between runs
     * are not a run's time, and an experiment that somebody suspends is waited for.
     *
     * @throws NotRunnable where {@code trouble} comes first
     */
    PerformanceExperiment follow(PerformanceExperiment created, Duration limit) {
        var patience = new Patience(limit, Duration.ofSeconds(created.getSpec().cooldownSeconds()));
        var seen = status(created);
        var isLate = false;
        while (!isOver(seen) && !isLate) {
            var before = seen;
            var moved = await(created, patience.most(), now -> Patience.hasMoved(before, now));
            seen = moved.orElseGet(() -> live(created));
            isLate = moved.isEmpty() && patience.isExhausted(before, seen);
        }
        if (isLate) {
            progress.say("%s: a run did not end within %d s (--timeout): cancelling"
                    .formatted(created.getMetadata().getName(), limit.toSeconds()));
            client.resource(created).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"cancel\":true}}");
            var _ = await(created, LIMIT_TO_STOP, ExperimentWatch::isOver);
        }
        return client.resource(created).get();
    }

    private Optional<PerformanceExperimentStatus> await(
            PerformanceExperiment experiment, Duration limit, Predicate<PerformanceExperimentStatus> condition) {
        var change = client.resource(experiment)
                .informOnCondition(seen -> seen.stream().anyMatch(one -> {
                    tell(one);
                    return condition.test(status(one));
                }));
        try {
            CompletableFuture.anyOf(change, trouble).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (trouble.isDone()) {
                throw new NotRunnable(trouble.join());
            }
            return change.get().stream().findFirst().map(ExperimentWatch::status);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            change.cancel(true);
        }
    }

    /** As it is now; one that somebody deleted has nothing more to say. */
    private PerformanceExperimentStatus live(PerformanceExperiment experiment) {
        return Optional.ofNullable(client.resource(experiment).get())
                .map(ExperimentWatch::status)
                .orElseGet(() -> status(experiment));
    }

    private void tell(PerformanceExperiment experiment) {
        var status = status(experiment);
        if (status.phase() != null) {
            progress.experiment(
                    experiment.getMetadata().getName(),
                    "%d of %d".formatted(status.completed(), status.total()),
                    Objects.requireNonNullElse(status.message(), ""));
        }
    }

    private static boolean isOver(PerformanceExperimentStatus status) {
        return Patience.isOver(status);
    }

    private static PerformanceExperimentStatus status(PerformanceExperiment experiment) {
        return experiment.getStatus() == null ? PerformanceExperimentStatus.empty() : experiment.getStatus();
    }
}
