package dev.acme.performance.operator.web;

import static dev.acme.performance.operator.web.WebAtWork.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seed 001: trigger, look, read. */
class WorkloadIT {
    private static final String WORKLOAD = "/health/performance/workload";
    private static final String RESULTS = "/health/performance/results/";
    private static final String SEED =
            "{\"num_clients\": 100, \"model_id\": \"arnir0/Tiny-LLM\", \"duration_seconds\": 300, \"namespace\": \"bench\"}";

    private final WebAtWork at = new WebAtWork();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void theSeedsRequestMakesARunAndIsAnsweredAsTheSeedSays() {
        var answer = at.post(WORKLOAD, SEED);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("status").asText()).isEqualTo("started");
        // nothing is known of such a run
        assertThat(json(answer).path("estimated_completion").asText()).isEqualTo("2026-01-01T12:02:00Z");
        var spec = made(answer.body()).path("spec");
        assertThat(spec.path("clients").asInt()).isEqualTo(100);
        assertThat(spec.at("/model/id").asText()).isEqualTo("arnir0/Tiny-LLM");
        assertThat(fields(spec.path("load"))).as("a burst, watched for so long").containsExactly("timeoutSeconds");
        assertThat(spec.at("/load/timeoutSeconds").asInt()).isEqualTo(300);
        assertThat(spec.path("timeoutSeconds").asInt()).isEqualTo(3600);
    }

    @Test
    void aModeThatGoesOnGoesOnForItsDuration() {
        var answer = at.post(WORKLOAD, SEED.replace("}", ", \"mode\": \"Closed\"}"));

        // two minutes and the load's five
        assertThat(json(answer).path("estimated_completion").asText()).isEqualTo("2026-01-01T12:07:00Z");
        var load = made(answer.body()).at("/spec/load");
        assertThat(load.path("mode").asText()).isEqualTo("Closed");
        assertThat(load.path("durationSeconds").asInt()).isEqualTo(300);
    }

    @Test
    void withoutADurationEachClientDownloadsOnce() {
        var answer = at.post(WORKLOAD, "{}");

        assertThat(answer.statusCode())
                .as("a ServiceAccount's run goes into its namespace")
                .isEqualTo(202);
        var spec = made(answer.body()).path("spec");
        assertThat(spec.path("clients").asInt()).isEqualTo(100);
        assertThat(spec.has("load")).isFalse();
    }

    @Test
    void anIdIsKnownAtOnceAndToEveryOtherProcess() {
        String id = json(at.post(WORKLOAD, SEED)).path("run_id").asText();

        var now = json(at.get(RESULTS + id));
        at.restart();
        var later = json(at.get(RESULTS + id));

        assertThat(now.path("status").asText()).isEqualTo("started");
        assertThat(now.path("metrics").isNull()).isTrue();
        assertThat(later).isEqualTo(now);
    }

    @Test
    void aResultIsTheSeedsObject() {
        var run = at.run("bench", "tiny", ended(1));

        var result = json(at.get(RESULTS + Attempt.of(run, 1).runId()));

        assertThat(fields(result)).startsWith("run_id", "status").contains("started_at", "completed_at", "metrics");
        assertThat(result.path("status").asText()).isEqualTo("completed");
        var metrics = result.path("metrics");
        assertThat(fields(metrics))
                .containsExactly("throughput", "latency", "error_rate", "total_requests", "total_bytes");
        assertThat(fields(metrics.path("throughput"))).containsExactly("requests_per_second", "bytes_per_second");
        assertThat(fields(metrics.path("latency")))
                .containsExactly("mean_ms", "median_ms", "p99_ms", "min_ms", "max_ms");
        assertThat(metrics.at("/throughput/requests_per_second").asDouble()).isEqualTo(45);
        assertThat(metrics.at("/throughput/bytes_per_second").asLong()).isEqualTo(450);
        assertThat(metrics.at("/latency/p99_ms").asDouble()).isEqualTo(9);
        assertThat(metrics.path("error_rate").asDouble()).as("percent").isEqualTo(10);
        assertThat(metrics.path("total_requests").asInt()).isEqualTo(100);
        assertThat(metrics.path("total_bytes").asInt()).isEqualTo(900);
    }

    @Test
    void anAttemptThatOthersFollowedIsReadFromWhatIsKeptOfIt() {
        var run = at.run("bench", "tiny", ended(3));
        keep(run, 1);

        var kept = json(at.get(RESULTS + Attempt.of(run, 1).runId()));
        var remembered = json(at.get(RESULTS + Attempt.of(run, 2).runId()));
        var next = at.get(RESULTS + Attempt.of(run, 4).runId());

        assertThat(kept.at("/metrics/throughput/requests_per_second").asDouble())
                .isEqualTo(50);
        assertThat(kept.path("status").asText()).isEqualTo("completed");
        assertThat(remembered.path("status").asText()).isEqualTo("failed");
        assertThat(remembered.path("metrics").isNull()).isTrue();
        assertThat(next.statusCode()).as("nobody asked for a fourth").isEqualTo(404);
    }

    @Test
    void aConfigMapOfSomebodyElseIsNoResult() {
        var run = at.run("bench", "tiny", ended(3));
        var attempt = Attempt.of(run, 1);
        at.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("bench")
                        .withName(attempt.name(Attempt.Component.RESULT))
                        .endMetadata()
                        .withData(Map.of("result.json", "{}"))
                        .build())
                .create();

        var result = json(at.get(RESULTS + attempt.runId()));
        assertThat(result.path("status").asText()).isEqualTo("cancelled");
        assertThat(result.path("metrics").isNull()).isTrue();
        assertThat(result.path("message").asText()).contains("nothing is kept");
    }

    /** Pending keeps the attempt before with its results. */
    @Test
    void aResultStaysWhileAnotherAttemptWaitsForItsTurn() {
        var run = at.run("bench", "tiny", ended(3));
        var waiting = at.client().resource(run).get();
        waiting.setStatus(waiting.getStatus()
                .withPhase(Phase.PENDING)
                .withMessage("waits for its turn")
                .withHistory(List.of(past(3))));
        at.client().resource(waiting).updateStatus();

        var result = json(at.get(RESULTS + Attempt.of(run, 3).runId()));

        assertThat(result.path("status").asText()).isEqualTo("completed");
        assertThat(result.path("message").asText()).isEqualTo("another attempt was asked for");
        assertThat(result.path("metrics").isObject()).isTrue();
    }

    @Test
    void whoSendsHisKeyAgainLearnsHowFarItHasCome() {
        var first = json(at.post(WORKLOAD, SEED, "Idempotency-Key", "k"));
        var made = at.client()
                .resources(PerformanceRun.class)
                .inNamespace("bench")
                .list()
                .getItems()
                .getFirst();
        made.setStatus(ended(1));
        at.client().resource(made).updateStatus();

        var again = json(at.post(WORKLOAD, SEED, "Idempotency-Key", "k"));

        assertThat(again.path("run_id")).isEqualTo(first.path("run_id"));
        assertThat(again.path("status").asText()).isEqualTo("completed");
        assertThat(again.path("estimated_completion").asText()).isEqualTo(ended(1).completedAt());
    }

    @Test
    void theSameKeyMakesOneRunAlsoInAnotherProcess() {
        var first = json(at.post(WORKLOAD, SEED, "Idempotency-Key", "k-1"));
        at.restart();

        var again = json(at.post(
                WORKLOAD,
                "{\"namespace\":\"bench\",\"duration_seconds\":300,\"model_id\":\"arnir0/Tiny-LLM\",\"num_clients\":100}",
                "Idempotency-Key",
                "k-1"));
        var other = at.post(WORKLOAD, "{\"namespace\":\"bench\",\"num_clients\":3}", "Idempotency-Key", "k-1");
        var fresh = json(at.post(WORKLOAD, SEED, "Idempotency-Key", "k-2"));

        assertThat(again.path("run_id")).isEqualTo(first.path("run_id"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(fresh.path("run_id")).isNotEqualTo(first.path("run_id"));
        assertThat(at.client()
                        .resources(PerformanceRun.class)
                        .inNamespace("bench")
                        .list()
                        .getItems())
                .hasSize(2);
    }

    @Test
    void manyWhoSendTheSameKeyAtTheSameTimeMakeOneRun() {
        var ids = Stream.generate(() -> "k")
                .limit(12)
                .parallel()
                .map(key -> json(at.post(WORKLOAD, SEED, "Idempotency-Key", key))
                        .path("run_id")
                        .asText())
                .toList();

        assertThat(ids).hasSize(12).allMatch(ids.getFirst()::equals);
    }

    @Test
    void aRunWhoseMakingWasAnsweredByAFailureIsMadeOnce() {
        at.api.loseNextAnswer();

        var answer = at.post(WORKLOAD, SEED);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(at.client()
                        .resources(PerformanceRun.class)
                        .inNamespace("bench")
                        .list()
                        .getItems())
                .singleElement()
                .satisfies(run -> assertThat(Attempt.of(run, 1).runId())
                        .isEqualTo(json(answer).path("run_id").asText()));
    }

    @Test
    void whatIsWrongIsNamed() {
        var unknown = at.post(WORKLOAD, "{\"clients\": 3, \"num_clients\": \"many\", \"namespace\": \"bench\"}");

        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown).path("errors").findValuesAsText("field")).containsExactly("clients", "num_clients");
        assertThat(at.post(WORKLOAD, "{\"namespace\":\"nowhere\"}").statusCode())
                .isEqualTo(404);
        assertThat(at.post(WORKLOAD, "{\"namespace\":\"other\"}").statusCode()).isEqualTo(404);
        assertThat(at.post(WORKLOAD, "[]").statusCode()).isEqualTo(400);
        assertThat(at.post(WORKLOAD, "{\"num_clients\":1,\"num_clients\":2}").statusCode())
                .isEqualTo(400);
        assertThat(at.post(WORKLOAD, "{").statusCode()).isEqualTo(400);
    }

    @Test
    void whatTheApiServerRefusesIsToldFieldByField() {
        at.api.refuseRuns("""
                {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Invalid","code":422,
                 "message":"PerformanceRun.performance.acme.dev \\"x\\" is invalid: spec.clients: Invalid value: 0",
                 "details":{"causes":[{"reason":"FieldValueInvalid","field":"spec.clients","message":"should be at least 1"}]}}
                """);

        var answer = at.post(WORKLOAD, SEED);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo("spec.clients");
        assertThat(json(answer).at("/errors/0/message").asText()).isEqualTo("should be at least 1");
        assertThat(json(answer).path("detail").asText()).isEqualTo("spec.clients: Invalid value: 0");
    }

    @Test
    void theComponentTellsTheNumbersOfTheRunThatEndedLast() {
        var before = component();
        at.run("bench", "tiny", ended(1));
        at.run("other", "theirs", ended(1));

        var after = component();

        assertThat(before.at("/metrics/latest_run_id").isNull()).isTrue();
        assertThat(before.at("/metrics/total_runs_completed").asInt()).isZero();
        assertThat(fields(after)).containsExactly("id", "status", "display_name", "description", "metrics");
        assertThat(fields(after.path("metrics")))
                .containsExactlyInAnyOrder(
                        "latest_run_id",
                        "latest_throughput_mbps",
                        "latest_p99_latency_ms",
                        "latest_mean_latency_ms",
                        "latest_median_latency_ms",
                        "latest_success_rate",
                        "total_runs_completed",
                        "last_run_started_at",
                        "last_run_completed_at");
        assertThat(after.at("/metrics/latest_success_rate").asDouble()).isEqualTo(90);
        assertThat(after.at("/metrics/latest_throughput_mbps").asDouble()).isEqualTo(0.00045);
        assertThat(after.at("/metrics/total_runs_completed").asInt())
                .as("a stranger's run is not counted")
                .isEqualTo(1);
    }

    /** They may not be presented, wherever they stand. */
    @Test
    void theNumbersOfAVoidRunAreNobodysLatest() {
        at.run("bench", "void", ended(1).withValidity(Validity.INVALID));

        var metrics = component().path("metrics");

        assertThat(metrics.path("latest_run_id").isNull()).isTrue();
        assertThat(metrics.path("latest_p99_latency_ms").isNull()).isTrue();
        assertThat(metrics.path("total_runs_completed").asInt()).isEqualTo(1);
    }

    /** Seed 001 counts what its results call completed. */
    @Test
    void whatIsCountedAreAttemptsAlsoOfARunWhoseNextOneWaits() {
        at.run("bench", "again", ended(3).withPhase(Phase.PENDING).withHistory(List.of(past(3), past(1), failed(2))));
        at.run("bench", "tiny", ended(3));
        at.run("bench", "gone", ended(1).withPhase(Phase.FAILED));

        var metrics = component().path("metrics");

        assertThat(metrics.path("total_runs_completed").asInt()).isEqualTo(3);
        assertThat(metrics.path("latest_run_id").isTextual()).isTrue();
    }

    @Test
    void theNumbersOfARunStayWhileItsNextAttemptWaits() {
        var run = at.run("bench", "again", ended(3).withPhase(Phase.PENDING).withHistory(List.of(past(3))));

        assertThat(component().at("/metrics/latest_run_id").asText())
                .isEqualTo(Attempt.of(run, 3).runId());
    }

    private static HistoryEntry past(int attempt) {
        return new HistoryEntry(
                attempt, "2026-01-01T12:01:03Z", Phase.SUCCEEDED, Verdict.NONE, null, null, null, null, null, null);
    }

    private static HistoryEntry failed(int attempt) {
        return new HistoryEntry(
                attempt, "2026-01-01T11:00:00Z", Phase.FAILED, Verdict.NONE, null, null, null, null, null, null);
    }

    private JsonNode component() {
        return json(at.get("/health/components")).at("/components/0");
    }

    /** Its third attempt, if it had three, after one that was measured and one that failed. */
    private static PerformanceRunStatus ended(int attempt) {
        return PerformanceRunStatus.empty()
                .withAttempt(attempt)
                .withPhase(Phase.SUCCEEDED)
                .withVerdict(Verdict.NONE)
                .withValidity(Validity.VALID)
                .withStartedAt("2026-01-01T12:00:00Z")
                .withCompletedAt("2026-01-01T12:01:03Z")
                .withHistory(attempt < 3 ? List.of() : List.of(failed(2)))
                .withResults(Runs.result(90).results());
    }

    private void keep(PerformanceRun run, int attempt) {
        at.client()
                .resource(new ConfigMapBuilder()
                        .withMetadata(Attempt.of(run, attempt).metadata(Attempt.Component.RESULT))
                        .withData(Map.of("result.json", new ExchangeCodec().writeLine(Runs.result(100))))
                        .build())
                .create();
    }

    /** The run that an answer names, as the API server has it. */
    private JsonNode made(String answer) {
        String name = Json.trusted(answer).path("name").asText();
        return json(at.get("/api/v1/runs/bench/" + name)).path("resource");
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
