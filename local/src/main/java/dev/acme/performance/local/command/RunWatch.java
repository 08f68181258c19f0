package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Follows one run to its end, telling on the way what it does. */
final class RunWatch implements AutoCloseable {
    private static final String RUN_LABEL = "performance.acme.dev/run";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final KubernetesClient client;
    private final Progress progress;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").daemon().factory());

    RunWatch(KubernetesClient client, Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    /** Waits until the run has ended and its workloads are gone; empty where that takes longer than {@code limit}. */
    Optional<PerformanceRun> follow(PerformanceRun run, Duration limit) {
        String name = run.getMetadata().getName();
        var _ = timer.scheduleWithFixedDelay(() -> tellDetail(run), 1, 1, TimeUnit.SECONDS);
        try {
            return Optional.of(client.resource(run)
                    .waitUntilCondition(
                            it -> {
                                if (it == null) {
                                    return false;
                                }
                                progress.status(it);
                                return isOver(it);
                            },
                            limit.toMillis(),
                            TimeUnit.MILLISECONDS));
        } catch (KubernetesClientTimeoutException e) {
            progress.say(name + " did not end within " + limit.toSeconds() + " s");
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static boolean isOver(PerformanceRun run) {
        var status = run.getStatus();
        return status != null && status.phase() != null && status.phase().isTerminal();
    }

    private void tellDetail(PerformanceRun run) {
        try {
            client
                    .pods()
                    .inNamespace(run.getMetadata().getNamespace())
                    .withLabel(RUN_LABEL, run.getMetadata().getName())
                    .list()
                    .getItems()
                    .stream()
                    .filter(pod -> pod.getStatus() != null
                            && "Running".equals(pod.getStatus().getPhase()))
                    .flatMap(pod -> lastLine(pod).stream())
                    .flatMap(line -> detail(line).stream())
                    .forEach(detail -> progress.detail(run.getMetadata().getName(), detail));
        } catch (KubernetesClientException e) {
            // the next second brings the next chance
            return;
        }
    }

    private Optional<JsonNode> lastLine(Pod pod) {
        var meta = pod.getMetadata();
        String log = client.pods()
                .inNamespace(meta.getNamespace())
                .withName(meta.getName())
                .tailingLines(1)
                .getLog();
        try {
            return log == null || !log.startsWith("{") ? Optional.empty() : Optional.of(JSON.readTree(log));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What the programs of a run say once a second, in words. */
    static Optional<String> detail(JsonNode line) {
        if (!line.path("type").asText().equals("progress")) {
            return Optional.empty();
        }
        return Optional.of(line.has("stage") ? loading(line) : filling(line));
    }

    private static String loading(JsonNode line) {
        return "%s: %d requests, %d failed, %.1f requests/s, %.0f MB"
                .formatted(
                        line.path("stage").asText().toLowerCase(Locale.ROOT),
                        line.path("requests").asLong(),
                        line.path("failed").asLong(),
                        line.path("requestsPerSecond").asDouble(),
                        line.path("bytes").asDouble() / BYTES_PER_MEGABYTE);
    }

    private static String filling(JsonNode line) {
        int total = line.path("total").asInt();
        String step = line.path("phase").asText();
        return total == 0
                ? step
                : "%s: %d of %d models".formatted(step, line.path("done").asInt(), total);
    }
}
