package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
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

    private static final Duration LIMIT_TO_STOP = Duration.ofMinutes(1);
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final KubernetesClient client;
    private final Progress progress;
    private final CompletableFuture<String> trouble;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").daemon().factory());

    RunWatch(KubernetesClient client, Progress progress, CompletableFuture<String> trouble) {
        this.client = client;
        this.progress = progress;
        this.trouble = trouble;
    }

    /**
     * Waits until the run has ended and its workloads are gone, and cancels it where it takes longer than {@code limit}.
     *
     * @throws NotRunnable where {@code trouble} comes first
     */
    PerformanceRun follow(PerformanceRun run, Duration limit) {
        var _ = timer.scheduleWithFixedDelay(() -> tellDetail(run), 1, 1, TimeUnit.SECONDS);
        if (!awaitEnd(run, limit)) {
            progress.say(run.getMetadata().getName() + " did not end within " + limit.toSeconds()
                    + " s (--timeout): cancelling it");
            client.resource(run).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"cancel\":true}}");
            awaitEnd(run, LIMIT_TO_STOP);
        }
        if (run.getSpec().cleanup().afterSeconds() == 0) {
            await(labelled(run, client.batch().v1().jobs()).informOnCondition(List::isEmpty), LIMIT_TO_STOP);
            await(labelled(run, client.apps().deployments()).informOnCondition(List::isEmpty), LIMIT_TO_STOP);
        }
        return client.resource(run).get();
    }

    private boolean awaitEnd(PerformanceRun run, Duration limit) {
        return await(
                client.resource(run).informOnCondition(seen -> seen.stream().anyMatch(this::isOver)), limit);
    }

    private boolean await(CompletableFuture<?> change, Duration limit) {
        try {
            CompletableFuture.anyOf(change, trouble).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (trouble.isDone()) {
                throw new NotRunnable(trouble.join());
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            change.cancel(true);
        }
    }

    private static <T extends HasMetadata, L, R extends Resource<T>> Informable<T> labelled(
            PerformanceRun run, MixedOperation<T, L, R> all) {
        var meta = run.getMetadata();
        return all.inNamespace(meta.getNamespace()).withLabel(RUN_LABEL, meta.getName());
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
        var p99 = line.path("p99Ms");
        return "%s: %d requests, %d failed, %.1f requests/s, %.0f MB%s"
                .formatted(
                        line.path("stage").asText().toLowerCase(Locale.ROOT),
                        line.path("requests").asLong(),
                        line.path("failed").asLong(),
                        line.path("requestsPerSecond").asDouble(),
                        line.path("bytes").asDouble() / BYTES_PER_MEGABYTE,
                        p99.isNumber() ? ", P99 of the last second %.1f ms".formatted(p99.asDouble()) : "");
    }

    private static String filling(JsonNode line) {
        int total = line.path("total").asInt();
        String step = line.path("phase").asText();
        return total == 0
                ? step
                : "%s: %d of %d models".formatted(step, line.path("done").asInt(), total);
    }
}
