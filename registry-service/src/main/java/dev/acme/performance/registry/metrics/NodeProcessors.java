package dev.acme.performance.registry.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How busy the node's processors are with everything on it, as the kernel tells every container; silent where it does not. */
public final class NodeProcessors extends Collector {
    /** The kernel's unit towards programs, on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int IDLE = 3;
    private static final int WAITING_FOR_INPUT = 4;
    /** Guests' time, after the eighth, is counted as user time already. */
    private static final int MODES = 8;

    private final Path file;

    private NodeProcessors(Path file) {
        this.file = file;
    }

    /**
     * Of this machine.
     *
     * @param root the file system's root
     */
    public static NodeProcessors of(Path root) {
        return new NodeProcessors(root.resolve("proc/stat"));
    }

    @Override
    public List<MetricFamilySamples> collect() {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().filter(line -> line.startsWith("cpu ")).stream()
                    .map(NodeProcessors::family)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static MetricFamilySamples family(String line) {
        var ticks = line.substring("cpu".length()).strip().split(" +", -1);
        double idle = 0;
        double busy = 0;
        for (int mode = 0; mode < Math.min(MODES, ticks.length); mode++) {
            double seconds = Double.parseDouble(ticks[mode]) / TICKS_PER_SECOND;
            boolean isIdle = mode == IDLE || mode == WAITING_FOR_INPUT;
            idle += isIdle ? seconds : 0;
            busy += isIdle ? 0 : seconds;
        }
        return new CounterMetricFamily(
                        "registry_node_cpu_seconds", "Time of the node's processors, all together.", List.of("mode"))
                .addMetric(List.of("idle"), idle)
                .addMetric(List.of("busy"), busy);
    }
}
