package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.web.RouteTable.Line;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may what, by a table that no code of the operator has a part in. */
class RightsIT {
    private static final String EXPIRED = "expired-token";
    private static final String FOREIGN = "foreign-token";
    private static final String VIEWER = "viewer-token";
    /** Nine kinds of what a request may show. */
    private static final Map<String, String> KINDS = Map.of(
            "none", "",
            "empty", "Bearer ",
            "nothing", "Bearer nothing",
            "garbage", "Basic garbage",
            "expired", "Bearer " + EXPIRED,
            "audience", "Bearer " + FOREIGN,
            "tenant", "Bearer " + WebAtWork.STRANGER,
            "viewer", "Bearer " + VIEWER,
            "right", "Bearer " + WebAtWork.RIGHT);

    private final WebAtWork at = new WebAtWork();
    private RouteTable table;

    @BeforeEach
    void fill() {
        at.api.know(EXPIRED, WebAtWork.USER);
        at.api.expire(EXPIRED);
        at.api.knowFor("vault", FOREIGN, WebAtWork.USER);
        at.api.know(VIEWER, "viewer");
        for (var verb : List.of("get", "list", "watch")) {
            at.api.allow("viewer", verb + " performanceruns", WebAtWork.BENCH);
            at.api.allow("viewer", verb + " performanceexperiments", WebAtWork.BENCH);
        }
        table = new RouteTable(at);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void theTableIsOfTheRoutesThatThereAreAndNamesTheirRules() {
        var served = new LinkedHashMap<String, String>();
        at.web()
                .routes()
                .forEach(route -> served.put(
                        route.method() + " " + route.template(), route.rule().inWords()));
        var written = new LinkedHashMap<String, String>();
        RouteTable.lines().forEach(line -> written.put(line.toString(), line.needed()));

        assertThat(served).hasSameSizeAs(at.web().routes()).containsExactlyInAnyOrderEntriesOf(written);
    }

    @Test
    void everyRouteAnswersEveryKindOfTokenAsTheTableSays() {
        assertThat(KINDS).hasSize(9);
        for (var line : RouteTable.lines()) {
            KINDS.forEach((kind, authorization) -> {
                at.audited.clear();

                assertThat(at.read(table.request(line, authorization)).status())
                        .as(line + " with " + kind)
                        .isEqualTo(expected(line, kind));
                assertThat(at.audited)
                        .as("one line in the audit for " + line + " with " + kind)
                        .hasSize(line.isOpen() ? 0 : 1);
                turn();
            });
        }
    }

    /** What is forbidden looks like what is absent. */
    private static int expected(Line line, String kind) {
        return switch (kind) {
            case "tenant" -> line.stranger();
            case "viewer" -> line.viewer();
            case "right" -> line.all();
            default -> line.isOpen() ? 200 : 401;
        };
    }

    @Test
    void whoMayOnlyLookChangesNothing() {
        var before = runs();

        var changes = RouteTable.lines().stream().filter(Line::changesSomething).toList();
        for (var line : changes) {
            assertThat(at.read(table.request(line, "Bearer " + VIEWER)).status())
                    .as(line.toString())
                    .isEqualTo(404);
        }

        assertThat(changes).hasSize(4);
        assertThat(runs()).isEqualTo(before);
    }

    private Set<String> runs() {
        return Set.copyOf(
                at.client().resources(PerformanceRun.class).inNamespace(WebAtWork.BENCH).list().getItems().stream()
                        .map(run -> run.getMetadata().getName() + " at "
                                + run.getMetadata().getResourceVersion())
                        .toList());
    }

    @Test
    void theRightOfARouteIsEnoughForIt() {
        for (var line : ruled()) {
            String token = "only-" + line;
            know(token, Stream.of(line.needed()));

            var answer = at.read(table.request(line, bearer(token)));

            assertThat(answer.status()).as(line.toString()).isEqualTo(line.all());
            assertThat(answer.text()).as(line.toString()).contains(table.mark(line));
            turn();
        }
    }

    @Test
    void allOtherRightsAreNotEnoughForIt() {
        for (var line : ruled()) {
            String token = "all-but-" + line;
            know(token, ReviewingApi.ALL.stream().filter(right -> !right.equals(line.needed())));

            var answer = at.read(table.request(line, bearer(token)));

            assertThat(answer.status()).as(line.toString()).isEqualTo(line.stranger());
            if (!table.mark(line).isEmpty()) {
                assertThat(answer.text()).as(line.toString()).doesNotContain(table.mark(line));
            }
            turn();
        }
    }

    private static List<Line> ruled() {
        return RouteTable.lines().stream().filter(Line::needsRight).toList();
    }

    /** A user of his own, so that no answer is kept from one before. */
    private void know(String words, Stream<String> rights) {
        at.api.know(token(words), words);
        rights.forEach(right -> at.api.allow(words, right, WebAtWork.BENCH));
    }

    private static String bearer(String words) {
        return "Bearer " + token(words);
    }

    /** As the header takes it. */
    private static String token(String words) {
        return words.replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** Long enough for whoever asks to be let in again. */
    private void turn() {
        at.turnClock(Duration.ofSeconds(5));
    }
}
