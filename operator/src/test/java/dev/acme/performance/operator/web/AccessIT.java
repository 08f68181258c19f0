package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.acme.performance.operator.web.RouteTable.Line;
import dev.acme.performance.operator.web.access.Audit;
import dev.acme.performance.operator.web.http.WebHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is let in, for how long, how often, and from where; who may what is RightsIT's. */
class AccessIT {
    private static final Set<String> PAGE = Set.of("/", "/assets/**");

    private final WebAtWork at = new WebAtWork();
    private RouteTable table;

    @BeforeEach
    void fill() {
        table = new RouteTable(at);
    }

    @AfterEach
    void close() {
        at.close();
    }

    /** S-29: who did what where; POSTs name their namespace in the body. */
    @Test
    void theAuditSaysWhoMadeWhatAndNeverTheToken() {
        var answer = at.post("/health/performance/workload", "{\"num_clients\":2,\"namespace\":\"bench\"}");
        at.send(at.request("/api/v1/runs/bench/tiny", WebAtWork.STRANGER).build());

        assertThat(at.audited)
                .extracting(Audit.Entry::user, Audit.Entry::namespaces, Audit.Entry::made, Audit.Entry::decision)
                .containsExactly(
                        tuple(
                                WebAtWork.USER,
                                Set.of("bench"),
                                answer.headers().firstValue("Location").orElseThrow(),
                                "allowed"),
                        tuple("stranger", Set.of("bench"), "", "denied"));
        assertThat(at.audited.toString()).doesNotContain(WebAtWork.RIGHT, WebAtWork.STRANGER);
    }

    @Test
    void aStrangersListsHoldNothingOfOthers() {
        for (var path : List.of("/api/v1/runs", "/api/v1/experiments", "/health/components", "/api/v1/session")) {
            var answer = at.send(at.request(path, WebAtWork.STRANGER).build());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("tiny", "\"bench\"");
        }
        assertThat(at.send(at.request("/api/v1/runs?namespace=bench", WebAtWork.STRANGER)
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void absentAndForbiddenLookAlike() {
        var forbidden = at.send(
                at.request("/api/v1/runs/bench/tiny", WebAtWork.STRANGER).build());
        var absent = at.get("/api/v1/runs/bench/nobody");

        assertThat(forbidden.statusCode()).isEqualTo(404);
        assertThat(forbidden.body()).isEqualTo(absent.body());
    }

    @Test
    void everyAnswerHasTheHeaders() {
        for (var route : RouteTable.lines()) {
            for (var authorization : List.of("", "Bearer " + WebAtWork.RIGHT)) {
                var answer = ask(route, authorization);

                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .as(route.template())
                        .contains(WebHeaders.POLICY);
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
                assertThat(answer.headers().map().keySet())
                        .doesNotContain("set-cookie", "access-control-allow-origin", "server");
                assertThat(answer.headers().firstValue("Cache-Control"))
                        .contains(
                                PAGE.contains(route.template()) && answer.statusCode() == 200
                                        ? "no-cache"
                                        : "no-store");
                at.turnClock(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void withoutAnApiServerNobodyIsLetIn() {
        at.api.away(true);
        at.turnClock(Duration.ofMinutes(2));

        for (var route : RouteTable.lines()) {
            if (!route.isOpen()) {
                var answer = ask(route, "Bearer " + WebAtWork.RIGHT);

                assertThat(answer.statusCode()).as(route.template()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                at.turnClock(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aRightThatIsTakenAwayEndsWithinAMinute() {
        assertThat(at.get("/api/v1/runs/bench/tiny").statusCode()).isEqualTo(200);
        at.api.forbid(WebAtWork.USER, WebAtWork.BENCH);

        at.turnClock(Duration.ofSeconds(60));

        assertThat(at.get("/api/v1/runs/bench/tiny").statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenThatIsTakenAwayEndsWithinAMinute() {
        assertThat(at.get("/api/v1/session").statusCode()).isEqualTo(200);
        at.api.expire(WebAtWork.RIGHT);

        at.turnClock(Duration.ofSeconds(60));

        assertThat(at.get("/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void aRightThatIsGivenIsThereWithinHalfAMinute() {
        at.api.forbid(WebAtWork.USER, WebAtWork.BENCH);
        assertThat(at.get("/api/v1/runs/bench/tiny").statusCode()).isEqualTo(404);
        at.api.allow(WebAtWork.USER, WebAtWork.BENCH);

        at.turnClock(Duration.ofSeconds(30));

        assertThat(at.get("/api/v1/runs/bench/tiny").statusCode()).isEqualTo(200);
    }

    @Test
    void aFloodOfOneUserIsSlowedDownAndDoesNotReachTheApiServer() {
        int limited = 0;
        for (int i = 0; i < 200; i++) {
            var answer = at.get("/api/v1/runs/bench/tiny");
            if (answer.statusCode() == 429) {
                limited++;
                assertThat(answer.headers().firstValue("Retry-After"))
                        .hasValueSatisfying(
                                it -> assertThat(Integer.parseInt(it)).isPositive());
            }
        }

        assertThat(limited).isPositive();
        assertThat(at.audited)
                .filteredOn(entry -> entry.status() == 429)
                .hasSize(limited)
                .allMatch(entry -> entry.user().equals(WebAtWork.USER));
        assertThat(at.api.asked("tokenreviews")).isEqualTo(1);
        assertThat(at.api.asked("subjectaccessreviews")).isEqualTo(1);
    }

    @Test
    void aFloodOfGarbageTokensDoesNotReachTheApiServerAndLeavesTheOthersAlone() {
        assertThat(at.get("/api/v1/session").statusCode()).isEqualTo(200);
        // what is known of the right token has to be asked for anew
        at.turnClock(Duration.ofSeconds(51));
        for (int i = 0; i < 300; i++) {
            assertThat(at.send(at.request("/api/v1/session", "garbage-" + i).build())
                            .statusCode())
                    .isIn(401, 429);
        }

        assertThat(at.api.asked("tokenreviews")).isLessThan(150);
        assertThat(at.get("/api/v1/session").statusCode()).isEqualTo(200);
    }

    @Test
    void aFloodWithoutTokensIsSlowedDownAndDoesNotFillTheAudit() {
        int limited = 0;
        for (int i = 0; i < 600; i++) {
            var answer = at.send(at.request("/api/v1/session", "").build());
            assertThat(answer.statusCode()).isIn(401, 429);
            if (answer.statusCode() == 429) {
                limited++;
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        }
        assertThat(limited).isPositive();
        int lines = at.audited.size();
        assertThat(lines).isLessThan(600);
        assertThat(at.get("/api/v1/session").statusCode()).isEqualTo(200);

        at.turnClock(Duration.ofSeconds(10));
        for (int i = 0; i < 100; i++) {
            at.send(at.request("/api/v1/session", "").build());
        }

        // those of one status follow each other, and each of them was counted or told
        long told = at.audited.stream()
                .filter(entry -> entry.status() == 401)
                .mapToLong(entry -> 1 + entry.more())
                .sum();
        assertThat(told).isEqualTo(600 - limited + 100);
    }

    @Test
    void nobodyElsesPageStartsAnything() {
        String body = "{\"namespace\":\"bench\"}";
        for (var headers : List.of(
                new String[] {"Content-Type", "text/plain"},
                new String[] {"Content-Type", "application/x-www-form-urlencoded"},
                new String[] {"Content-Type", "application/json", "Origin", "https://evil.example"},
                new String[] {"Content-Type", "application/json", "Origin", "null"},
                new String[] {"Content-Type", "application/json", "Sec-Fetch-Site", "cross-site"})) {
            var answer = at.send(at.request("/health/performance/workload", WebAtWork.RIGHT)
                    .headers(headers)
                    .POST(BodyPublishers.ofString(body))
                    .build());

            assertThat(answer.statusCode()).isIn(403, 415);
        }
        assertThat(at.send(at.request("/health/performance/workload", WebAtWork.RIGHT)
                                .method("GET", BodyPublishers.ofString(body))
                                .build())
                        .statusCode())
                .isEqualTo(405);
        assertThat(at.web().inventory().runs(WebAtWork.BENCH::equals)).hasSize(1);
        assertThat(at.post("/health/performance/workload", body, "Origin", "http://127.0.0.1:" + at.port())
                        .statusCode())
                .isEqualTo(202);
    }

    /** A stream is left as soon as it begins. */
    private HttpResponse<?> ask(Line line, String authorization) {
        return at.left(table.request(line, authorization));
    }
}
