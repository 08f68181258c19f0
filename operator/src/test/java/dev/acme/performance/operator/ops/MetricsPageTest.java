package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.MetricsTable;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/metrics.md tells what the operator shows. */
class MetricsPageTest {
    @Test
    void thePageTellsWhatTheOperatorCounts() throws IOException {
        MetricsTable.assertTells("## Operator", "operator", text(), "performance_operator_");
    }

    @Test
    void thePageTellsWhatIsShownOfRuns() throws IOException {
        MetricsTable.assertTells("## Runs", "operator", text(), "perf_run_");
    }

    /** Of an operator that has done everything once. */
    private static String text() throws IOException {
        var registry = new CollectorRegistry();
        var metrics = new OperatorMetrics(registry);
        metrics.leads(true);
        metrics.step("StartLoad");
        metrics.wrote("jobs", "POST");
        metrics.ended(MeasuredRuns.measured("a").getStatus());
        metrics.over(() -> List.of(MeasuredRuns.measured("a"), MeasuredRuns.loading("b")), run -> "simulated");
        var text = new StringWriter();
        TextFormat.write004(text, registry.metricFamilySamples());
        return text.toString();
    }
}
