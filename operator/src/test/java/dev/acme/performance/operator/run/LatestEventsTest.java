package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestEventsTest {
    @Test
    void theLatestIsFoundByEitherKindOfTime() {
        var failed = event("FailedMount", 1);
        var attached = event("FailedAttachVolume", 0);
        var pulling = event("Pulling", 2);
        var pulled = new EventBuilder(event("Pulled", 0))
                .withLastTimestamp(null)
                .withEventTime(new MicroTime("2026-01-01T12:00:03.000001Z"))
                .build();

        assertThat(LatestEvents.latest(List.of())).isEmpty();
        assertThat(LatestEvents.latest(List.of(failed, attached))).contains(failed);
        assertThat(LatestEvents.latest(List.of(failed, pulling, attached))).contains(pulling);
        assertThat(LatestEvents.latest(List.of(pulled, failed))).contains(pulled);
    }

    private static Event event(String reason, int second) {
        return new EventBuilder()
                .withNewMetadata()
                .endMetadata()
                .withReason(reason)
                .withMessage(reason + " at " + second)
                .withLastTimestamp(NOW.plusSeconds(second).toString())
                .build();
    }
}
