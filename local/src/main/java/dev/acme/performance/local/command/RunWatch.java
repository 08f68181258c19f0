package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /**
     * Waits until the run has ended; empty where that takes longer than {@code limit}.
     *
     * @throws NotRunnable where {@code trouble} comes first
     */
    Optional<PerformanceRun> follow(PerformanceRun run, Duration limit, CompletableFuture<String> trouble) {
        var _ = timer.scheduleWithFixedDelay(() -> tellDetail(run), 1, 1, TimeUnit.SECONDS);
        var ended = client.resource(run).informOnCondition(seen -> seen.stream().anyMatch(this::isOver));
        try {
            CompletableFuture.anyOf(ended, trouble).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (trouble.isDone()) {
                throw new NotRunnable(trouble.join());
            }
            return ended.join().stream().findFirst();
        } catch (TimeoutException e) {
            progress.say(run.getMetadata().getName() + " did not end within " + limit.toSeconds() + " s (--timeout)");
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            ended.cancel(true);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private boolean isOver(PerformanceRun run) {
        progress.status(run);
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
