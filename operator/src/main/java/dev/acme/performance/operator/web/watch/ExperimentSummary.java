package dev.acme.performance.operator.web.watch;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.operator.web.http.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An experiment in a list; {@code finished} of {@code total} measurements gave numbers. */
public record ExperimentSummary(
        String namespace,
        String name,
        String uid,
        String phase,
        @Nullable String message,
        int finished,
        int total,
        int failed,
        String createdAt,
        @Nullable String startedAt,
        @Nullable String completedAt,
        @Nullable String best,
        @Nullable String report) {

    public static ExperimentSummary of(PerformanceExperiment experiment) {
        var meta = experiment.getMetadata();
        var status = Optional.ofNullable(experiment.getStatus());
        return new ExperimentSummary(
                meta.getNamespace(),
                meta.getName(),
                meta.getUid(),
                Json.word(status.map(PerformanceExperimentStatus::phase).orElse(ExperimentPhase.PENDING)),
                status.map(PerformanceExperimentStatus::message).orElse(null),
                status.map(PerformanceExperimentStatus::completed).orElse(0),
                status.map(PerformanceExperimentStatus::total).orElse(0),
                status.map(PerformanceExperimentStatus::failed).orElse(0),
                Optional.ofNullable(meta.getCreationTimestamp()).orElse(""),
                status.map(PerformanceExperimentStatus::startedAt).orElse(null),
                status.map(PerformanceExperimentStatus::completedAt).orElse(null),
                status.map(PerformanceExperimentStatus::best)
                        .map(best -> best.cell())
                        .orElse(null),
                status.map(PerformanceExperimentStatus::report).orElse(null));
    }
}
