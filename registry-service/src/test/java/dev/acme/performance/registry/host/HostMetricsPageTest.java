package dev.acme.performance.registry.host;

import dev.acme.performance.registry.MetricsTable;
import dev.acme.performance.registry.metrics.Phase;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostMetricsPageTest {
    @Test
    void thePageTellsWhatTheFunctionHostShows() throws IOException {
        MetricsTable.assertTells("### Function host", text());
    }

    /** Of a host that has done everything once. */
    private static String text() {
        var metrics = new HostMetrics();
        metrics.environments("idle", () -> 1);
        metrics.answered(200, 1, Map.of(Phase.QUEUE, 1L));
        metrics.coldStart();
        metrics.throttled();
        metrics.initialised(new StartTimes(0, 1, 1, 1));
        return metrics.text(Set.of());
    }
}
