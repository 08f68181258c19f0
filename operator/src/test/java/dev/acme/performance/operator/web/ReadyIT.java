package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a replica that has just begun may be asked. */
@Timeout(60)
class ReadyIT {
    private static final String AGENT = "performance-operator-api";

    private static int ready(WebAtWork at) {
        return at.send(at.request("/readyz", "").build()).statusCode();
    }

    @Test
    void listsThatCannotBeHadHoldItUpForAsLongAsTheOperatorWaits() {
        try (var at = new WebAtWork()) {
            assertThat(ready(at)).isEqualTo(200);
            at.api.failListsOf(AGENT);
            at.restartUnawaited();

            assertThat(ready(at)).isEqualTo(503);
            at.turnClock(WebEndpoint.FIRST_LISTS);

            assertThat(ready(at)).isEqualTo(200);
        }
    }

    @Test
    void aNamespaceThatMayNotBeListedHoldsNothingUp() throws Exception {
        try (var at = new WebAtWork(api -> api.closeNamespace(WebAtWork.OTHER))) {
            at.run(WebAtWork.BENCH, "tiny", PerformanceRunStatus.empty());

            assertThat(ready(at)).isEqualTo(200);
            assertThat(WebAtWork.json(at.get("/api/v1/runs")).path("total").asInt())
                    .isEqualTo(1);
            var stream =
                    at.http().send(at.request("/api/v1/events", WebAtWork.RIGHT).build(), BodyHandlers.ofLines());
            try (var lines = stream.body()) {
                assertThat(lines.anyMatch("event: all"::equals))
                        .as("it knows all that there is to know")
                        .isTrue();
            }
        }
    }
}
