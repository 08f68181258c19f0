package dev.acme.performance.operator.web;

import static dev.acme.performance.operator.web.WebAtWork.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/v1}: runs, comparisons, files. */
class RunsIT {
    private static final String RUNS = "/api/v1/runs";

    private final WebAtWork at = new WebAtWork();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void aListComesInPartsAndHoldsEachRunOnce() {
        for (int i = 0; i < 7; i++) {
            at.run("bench", "run-" + i, PerformanceRunStatus.empty());
        }
        at.run("other", "theirs", PerformanceRunStatus.empty());

        var names = new ArrayList<String>();
        String next = "";
        do {
            var part = json(at.get(RUNS + "?limit=3" + next));
            assertThat(part.path("total").asInt()).isEqualTo(7);
            names.addAll(part.path("items").findValuesAsText("name"));
            next = part.path("continue").isNull()
                    ? ""
                    : "&continue=" + part.path("continue").asText();
        } while (!next.isEmpty());

        assertThat(names).hasSize(7).doesNotHaveDuplicates().doesNotContain("theirs");
    }

    @Test
    void aRunIsMadeOfAManifestAndFoundWhereTheAnswerSays() {
        var made = at.post(RUNS, """
                {"apiVersion":"performance.acme.dev/v1alpha1","kind":"PerformanceRun",
                 "metadata":{"namespace":"bench","name":"mine","labels":{"team":"a"}},
                 "spec":{"clients":7,"load":{"mode":"Closed","durationSeconds":5}}}""");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(RUNS + "/bench/mine");
        var shown = json(at.get(RUNS + "/bench/mine"));
        assertThat(shown.at("/summary/clients").asInt()).isEqualTo(7);
        assertThat(shown.at("/resource/metadata/annotations/performance.acme.dev~1requested-by")
                        .asText())
                .isEqualTo(WebAtWork.USER);
        assertThat(shown.path("yaml").asText())
                .contains("name: \"mine\"", "team: \"a\"", "clients: 7", "durationSeconds: 5")
                .doesNotContain("status", "uid", "requested-by");
        assertThat(at.post(RUNS, "{\"metadata\":{\"namespace\":\"bench\",\"name\":\"mine\"},\"spec\":{\"clients\":1}}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatUsersChangeCountsAsTheOperatorsWrites() {
        at.post(RUNS, "{\"metadata\":{\"namespace\":\"bench\",\"name\":\"mine\"},\"spec\":{\"clients\":1}}");
        at.post(RUNS + "/bench/mine/cancel", "{}");

        assertThat(written("performanceruns", "POST")).isEqualTo(1);
        assertThat(written("performanceruns", "PATCH")).isEqualTo(1);
        assertThat(at.api.asked("tokenreviews")).isPositive();
        assertThat(written("tokenreviews", "POST")).as("a question").isNull();
    }

    private @Nullable Double written(String resource, String method) {
        return at.counted.getSampleValue(
                "performance_operator_api_writes_total",
                new String[] {"resource", "method"},
                new String[] {resource, method});
    }

    @Test
    void everyFieldThatDoesNotBelongThereIsNamed() {
        var answer = at.post(RUNS, """
                {"kind":"Pod","status":{},
                 "metadata":{"namespace":"bench","uid":"x","labels":{"performance.acme.dev/experiment":"forged"}},
                 "spec":{"clients":7,"image":"evil","load":{"url":"http://x"}}}""");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "kind",
                        "status",
                        "metadata.uid",
                        "metadata.labels.performance.acme.dev/experiment",
                        "spec.image",
                        "spec.load.url");
    }

    @Test
    void theKeyOfAManifestWithAnotherNameIsRefused() {
        String mine = "{\"metadata\":{\"namespace\":\"bench\",\"name\":\"mine\"},\"spec\":{\"clients\":1}}";

        var first = at.post(RUNS, mine, "Idempotency-Key", "k");
        var again = at.post(RUNS, mine, "Idempotency-Key", "k");
        var other = at.post(RUNS, mine.replace("mine", "other"), "Idempotency-Key", "k");

        assertThat(List.of(first.statusCode(), again.statusCode(), other.statusCode()))
                .containsExactly(201, 201, 422);
        assertThat(json(again).at("/summary/runId")).isEqualTo(json(first).at("/summary/runId"));
    }

    @Test
    void aRunIsCancelledAndDoneAgain() {
        at.run("bench", "tiny", PerformanceRunStatus.empty().withAttempt(2).withPhase(Phase.RUNNING));

        var cancelled = at.post(RUNS + "/bench/tiny/cancel", "{}");
        boolean wasCancelled = spec().cancel();
        String toApplyAgain = json(at.get(RUNS + "/bench/tiny")).path("yaml").asText();
        var again = at.post(RUNS + "/bench/tiny/rerun", "");
        var twice = at.post(RUNS + "/bench/tiny/rerun", "");

        assertThat(List.of(cancelled.statusCode(), again.statusCode(), twice.statusCode()))
                .containsExactly(202, 202, 202);
        assertThat(wasCancelled).isTrue();
        assertThat(spec().cancel()).isFalse();
        assertThat(toApplyAgain).contains("clients:").doesNotContain("cancel");
        assertThat(spec().rerun()).as("two clicks, one attempt").isEqualTo("after-attempt-2");
        assertThat(at.post(RUNS + "/bench/nobody/cancel", "").statusCode()).isEqualTo(404);
        assertThat(at.post(RUNS + "/bench/tiny/cancel", "{\"x\":1}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFullResultIsRead() {
        var run = at.run("bench", "tiny", measured(90));
        at.client()
                .resource(new ConfigMapBuilder()
                        .withMetadata(Attempt.of(run, 1).metadata(Attempt.Component.RESULT))
                        .withData(Map.of("result.json", new ExchangeCodec().writeLine(Runs.result(90))))
                        .build())
                .create();

        var shown = at.get(RUNS + "/bench/tiny/report");
        var file = at.get(RUNS + "/bench/tiny/report?download=true");

        assertThat(json(shown).path("requests").asInt()).isEqualTo(100);
        assertThat(shown.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"tiny-1.json\"");
        assertThat(at.get(RUNS + "/bench/tiny/report?attempt=2").statusCode()).isEqualTo(404);
    }

    @Test
    void runsAreComparedSideBySide() {
        at.run("bench", "one", measured(100));
        at.run("bench", "two", measured(50));

        var answer = json(at.get("/api/v1/compare?run=bench/one&run=bench/two"));

        assertThat(answer.path("runs").findValuesAsText("name")).containsExactly("one", "two");
        assertThat(answer.path("isComparable").asBoolean())
                .as("nobody knows where they ran")
                .isFalse();
        assertThat(answer.at("/rows/0/metric").asText()).isEqualTo("requestsPerSecond");
        assertThat(answer.at("/rows/0/values/1/ratio/value").asDouble()).isEqualTo(0.5);
        assertThat(at.get("/api/v1/compare?run=bench/one").statusCode()).isEqualTo(400);
        assertThat(at.get("/api/v1/compare?run=bench/one&run=other/x").statusCode())
                .isEqualTo(404);
        assertThat(at.get("/api/v1/compare?run=bench/one&run=../x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSessionTellsWhereRunsMayBeMade() {
        var session = json(at.get("/api/v1/session"));

        assertThat(session.path("user").asText()).isEqualTo(WebAtWork.USER);
        assertThat(session.path("fidelity").asText()).isEqualTo("simulated");
        assertThat(session.path("namespaces").findValuesAsText("name")).containsExactly("bench");
        assertThat(session.at("/namespaces/0/canCreate").asBoolean()).isTrue();
        assertThat(session.at("/namespaces/0/canPatch").asBoolean()).isTrue();
    }

    @Test
    void theSchemaIsTheDefinitions() {
        var schema = json(at.get("/api/v1/schema")).path("spec");

        assertThat(schema.at("/properties/clients/maximum").asInt()).isEqualTo(10_000);
        assertThat(schema.at("/properties/load/properties/mode/enum")).isNotEmpty();
    }

    @Test
    void filesOfThePageAreKeptByTheirTag() {
        var file = at.send(at.request("/assets/probe.js", "").build());
        String tag = file.headers().firstValue("ETag").orElseThrow();
        var again = at.send(
                at.request("/assets/probe.js", "").header("If-None-Match", tag).build());

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(at.send(at.request("/assets/probe.class", "").build()).statusCode())
                .isEqualTo(404);
    }

    private PerformanceRunSpec spec() {
        return Objects.requireNonNull(at.client()
                        .resources(PerformanceRun.class)
                        .inNamespace("bench")
                        .withName("tiny")
                        .get())
                .getSpec();
    }

    private static PerformanceRunStatus measured(long succeeded) {
        return PerformanceRunStatus.empty()
                .withAttempt(1)
                .withPhase(Phase.SUCCEEDED)
                .withValidity(Validity.VALID)
                .withResults(Runs.result(succeeded).results());
    }
}
