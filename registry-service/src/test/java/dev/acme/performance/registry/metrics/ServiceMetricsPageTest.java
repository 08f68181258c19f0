package dev.acme.performance.registry.metrics;

import dev.acme.performance.registry.MetricsTable;
import dev.acme.performance.registry.storage.Origin;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceMetricsPageTest {
    @Test
    void thePageTellsWhatTheServiceShows() throws IOException {
        MetricsTable.assertTells("## Registry service", text());
    }

    /** Of a service that has done everything once. */
    private static String text() {
        var metrics = new ServiceMetrics("s3");
        metrics.queueDepth(() -> 0);
        metrics.storagePool(() -> 0, () -> 0);
        metrics.storageAlone(1, 1);
        metrics.answered(200, 1, Map.of(Phase.QUEUE, 1L));
        metrics.refused("queue-full");
        metrics.queued(1);
        metrics.metadataRead(1);
        metrics.poolWaited(1);
        metrics.opened(1);
        metrics.read(1);
        metrics.sent(1, 1);
        metrics.cacheAsked(Origin.HIT);
        return metrics.text(Set.of());
    }
}
