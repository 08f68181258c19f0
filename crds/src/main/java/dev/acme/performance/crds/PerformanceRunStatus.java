package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.TargetCounters;
import dev.acme.performance.exchange.Validity;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of a run. Instants are RFC 3339, UTC. */
@RecordBuilder
public record PerformanceRunStatus(
        @JsonPropertyDescription("whether the measurement happened") @Nullable
        Phase phase,

        @JsonPropertyDescription("whether the objectives were met") @Nullable
        Verdict verdict,

        @JsonPropertyDescription("whether the numbers can be trusted") @Nullable
        Validity validity,

        @JsonPropertyDescription("why the numbers cannot be trusted fully") @Size(max = 32)
        List<String> validityReasons,

        @JsonPropertyDescription("metadata.generation that this status is about") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("1 for the first attempt") int attempt,

        @JsonPropertyDescription("names this attempt in workloads, metrics and the API") @Nullable
        String runId,

        @JsonPropertyDescription("start of the attempt") @Nullable
        String startedAt,

        @JsonPropertyDescription("the common start instant of all clients") @Nullable
        String loadStartedAt,

        @JsonPropertyDescription("end of the attempt") @Nullable
        String completedAt,

        @JsonPropertyDescription("what happens now, or how it ended, in one sentence") @Nullable
        String message,

        @JsonPropertyDescription("digest of the measured part of the spec that this attempt carries out") @Nullable
        String measuredSpec,

        @JsonPropertyDescription("spec.rerun of this attempt") @Nullable
        String rerun,

        @JsonPropertyDescription("how far the load has come, while it runs") @Nullable
        Progress progress,

        @JsonPropertyDescription("what the registry was filled with, as its populate Job verified it") @Nullable
        Catalogue catalogue,

        @JsonPropertyDescription("what the clients saw; latencies in milliseconds, of successful requests only")
        @Nullable
        Results results,

        @JsonPropertyDescription("what an external target counted itself during the load, where its counters are named")
        @Nullable
        TargetCounters targetCounters,

        @JsonPropertyDescription(
                "where a request spends its time in the service, means in milliseconds; absent where the service could not be asked")
        @Nullable
        Breakdown breakdown,

        @JsonPropertyDescription("what holds the system back, and what to change") @Nullable
        Bottleneck bottleneck,

        @JsonPropertyDescription("whether the service became slower or faster while the load was constant") @Nullable
        Drift drift,

        @JsonPropertyDescription(
                "price of 1,000 downloads by a dated price sheet; absent for external targets, and where nothing was measured")
        @Nullable
        RunCost cost,

        @JsonPropertyDescription("what one replica carries at the objectives, and how many the rate of this run needs")
        @Nullable
        Capacity capacity,

        @JsonPropertyDescription("where the run took place; results are comparable only between equal fingerprints")
        @Nullable
        RunEnvironment environment,

        @JsonPropertyDescription(
                "what stood out beside the numbers, on the load generator's machine and in the run itself")
        @Size(max = Notice.MOST_IN_STATUS)
        List<Notice> findings,

        @JsonPropertyDescription("each objective against what was observed; no value where the metric does not exist")
        @Size(max = 16)
        List<ObjectiveResult> objectives,

        @JsonPropertyDescription("name of the ConfigMap that holds the full result") @Nullable
        String report,

        @JsonPropertyDescription("the latest attempts, newest first") @Size(max = 10)
        List<HistoryEntry> history,

        @JsonPropertyDescription(
                "Ready, Reconciling and Stalled as kstatus reads them; TargetReady, LoadFinished, ResultValid, ObjectivesMet")
        @Size(max = 16)
        List<Condition> conditions)
        implements PerformanceRunStatusBuilder.With {

    public PerformanceRunStatus {
        validityReasons = validityReasons == null ? List.of() : List.copyOf(validityReasons);
        findings = findings == null ? List.of() : List.copyOf(findings);
        objectives = objectives == null ? List.of() : List.copyOf(objectives);
        history = history == null ? List.of() : List.copyOf(history);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** Before the first reconcile. */
    public static PerformanceRunStatus empty() {
        return PerformanceRunStatusBuilder.builder().build();
    }

    /** Where a request spends its time inside the service: means in milliseconds. */
    public record Breakdown(
            @JsonPropertyDescription("waiting for a thread, or for a function's environment")
            double queueMs,

            @JsonPropertyDescription("reading the catalogue")
            double metadataMs,

            @JsonPropertyDescription("waiting for a connection to the storage")
            double poolWaitMs,

            @JsonPropertyDescription("from having a connection to the storage's first byte")
            double storageFirstByteMs,

            @JsonPropertyDescription("reading the archive and writing it to the client")
            double transferMs,

            @JsonPropertyDescription("what the service's own total has beyond these")
            double otherMs) {}

    /** What holds the system back, and what to change. */
    public record Bottleneck(
            @JsonPropertyDescription(
                    "threads, s3-connections, database-connections, service-cpu, node-cpu, network, client, cold-starts, throttling, metadata, storage, none or not-enough-evidence")
            String component,

            @JsonPropertyDescription(
                    "of a request's time in the service; of the processors for CPU and client, of the requests for throttling and failures")
            double sharePercent,

            @JsonPropertyDescription("the numbers that speak for it") @Size(max = 5)
            List<String> evidence,

            @JsonPropertyDescription("which field of the spec to set to what, and the predicted effect")
            String advice,

            @JsonPropertyDescription("the same for programs; absent where the advice names no single field of the spec")
            @Nullable
            Change change) {

        public Bottleneck {
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }
    }

    /** What to set a field of the spec to. */
    public record Change(
            @JsonPropertyDescription("path of the field, from spec on")
            String field,

            @JsonPropertyDescription("as it would stand in the spec")
            String value) {}

    /** Whether the service became slower or faster while the load was constant; without numbers where that cannot be judged. */
    public record Drift(
            @JsonPropertyDescription(
                    "from the median of the first third to that of the last, in percent of the run's median a minute;"
                            + " negative: it fell")
            @Nullable
            Double slopePercentPerMinute,

            @JsonPropertyDescription("whether p < 0.0001 and the change is at least 5 % and three times the noise")
            @Nullable
            Boolean detected,

            @JsonPropertyDescription(
                    "what was followed: requestsPerSecond where clients wait for answers, p50Ms at a given rate")
            @Nullable
            String metric,

            @JsonPropertyDescription(
                    "of a test for a line, an exponential or a step that allows for autocorrelation, two-sided")
            @Nullable
            Double pValue,

            @JsonPropertyDescription("the same in one sentence, or why it cannot be judged")
            String explanation) {}

    /** What one replica carries at the objectives; without numbers where the run does not show it. */
    public record Capacity(
            @JsonPropertyDescription("what one replica was seen to carry while every objective was met") @Nullable
            Double requestsPerSecondPerReplica,

            @JsonPropertyDescription("target rate / requestsPerSecondPerReplica * safetyFactor, rounded up") @Nullable
            Integer recommendedReplicas,

            double safetyFactor,

            @JsonPropertyDescription("load.ratePerSecond, or the achieved rate where load.mode is Closed") @Nullable
            Double targetRequestsPerSecond,

            @JsonPropertyDescription("the same in one sentence, or why the run does not show it")
            String explanation) {}

    /** One objective against what was observed; no value where the metric does not exist. */
    public record ObjectiveResult(String name, @Nullable Double observed, boolean met) {}

    /** An earlier attempt. */
    public record HistoryEntry(
            int attempt,
            String completedAt,
            Phase phase,
            Verdict verdict,
            @Nullable Double p99Ms,
            @Nullable Double requestsPerSecond,
            @Nullable Double p50Ms,

            @JsonPropertyDescription("of the environment; attempts are compared where it and measuredSpec are equal")
            @Nullable
            String fingerprint,

            @JsonPropertyDescription("digest of the measured part of the spec") @Nullable
            String measuredSpec,

            @JsonPropertyDescription(
                    "whether its numbers can be trusted; absent of an attempt that an earlier version wrote down")
            @Nullable
            Validity validity) {}
}
