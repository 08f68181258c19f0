package dev.acme.performance.operator.load;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.LoadLine;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.merge.MergedResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the load generator says: its log, and its termination message where the log cannot be read. */
public final class LoadResults {
    private static final Logger LOG = LoggerFactory.getLogger(LoadResults.class);
    private static final int LAST_LINES = 20;
    /** More than a kubelet keeps of a log before it rotates it, and than the series of two days take. */
    private static final int MOST_OF_A_RESULT = ExchangeCodec.MAX_LINE_CHARACTERS;

    private static final int MOST_OF_A_PROGRESS = 64 << 10;
    /** A kubelet takes no longer termination messages. */
    private static final int MOST_OF_A_SUMMARY = 4_096;

    /** Of a log with all it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final ExchangeCodec codec = new ExchangeCodec();

    private final Duration patience;

    public LoadResults(KubernetesClient client) {
        this(client, PATIENCE);
    }

    LoadResults(KubernetesClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** What reading an ended pod gave. */
    public sealed interface Reading {
        /** All that there is was read; empty where the pod left no result. */
        record Whole(Optional<RunResult> result) implements Reading {}

        /** The log could not be read, maybe for now only; the summary is the next best thing. */
        record LogUnreadable(Optional<RunResult> summary) implements Reading {}
    }

    /** What the ended pods left, merged into one result where there were several. */
    public Reading result(String namespace, LoadState.Ended ended) {
        var readings =
                ended.pods().stream().map(left -> result(namespace, left)).toList();
        var merged = MergedResult.of(
                readings.stream().flatMap(reading -> result(reading).stream()).toList(), readings.size());
        return readings.stream().allMatch(Reading.Whole.class::isInstance)
                ? new Reading.Whole(merged)
                : new Reading.LogUnreadable(merged);
    }

    private static Optional<RunResult> result(Reading reading) {
        return switch (reading) {
            case Reading.Whole whole -> whole.result();
            case Reading.LogUnreadable unreadable -> unreadable.summary();
        };
    }

    /** The full result from a pod's log, else the summary of its termination message. */
    private Reading result(String namespace, LoadState.Left left) {
        var summary = left.terminationMessage()
                .filter(message -> message.length() <= MOST_OF_A_SUMMARY)
                .map(String::strip)
                .flatMap(codec::readLine)
                .filter(RunResult.class::isInstance)
                .map(RunResult.class::cast);
        return lines(namespace, left.pod(), MOST_OF_A_RESULT)
                .<Reading>map(
                        lines -> new Reading.Whole(last(lines, RunResult.class).or(() -> summary)))
                .orElseGet(() -> new Reading.LogUnreadable(summary));
    }

    /** The latest progress of running pods: what they did together, and how far the last of them is. */
    public Optional<RunProgress> progress(String namespace, List<String> pods) {
        return pods.stream()
                .flatMap(pod ->
                        lines(namespace, pod, MOST_OF_A_PROGRESS)
                                .flatMap(lines -> last(lines, RunProgress.class))
                                .stream())
                .reduce(LoadResults::together);
    }

    /** Sums, and what all of them have reached; lines hold no histograms, so of percentiles only a bound can be told. */
    static RunProgress together(RunProgress one, RunProgress other) {
        boolean isBehind = one.percent() <= other.percent();
        return new RunProgress(
                isBehind ? one.stage() : other.stage(),
                Math.min(one.percent(), other.percent()),
                one.requests() + other.requests(),
                one.failed() + other.failed(),
                one.requestsPerSecond() + other.requestsPerSecond(),
                one.bytes() + other.bytes(),
                one.megabytesPerSecond() + other.megabytesPerSecond(),
                larger(one.p50Ms(), other.p50Ms()),
                larger(one.p99Ms(), other.p99Ms()));
    }

    /** A percentile of all lies between the smallest and the largest of the parts': the largest is what it does not exceed. */
    private static @Nullable Double larger(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    private <T extends LoadLine> Optional<T> last(List<String> lines, Class<T> kind) {
        return lines.reversed().stream()
                .flatMap(line -> codec.readLine(line).stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** The last lines of a pod's log, none of a pod that is gone; empty where the log exists and cannot be read now. */
    private Optional<List<String>> lines(String namespace, String pod, int mostBytes) {
        var reading = new FutureTask<>(() -> read(namespace, pod, mostBytes));
        var reader = Thread.ofVirtual().name("log-of-" + pod).start(reading);
        try {
            return Optional.of(reading.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            LOG.debug("log unreadable pod={}/{} reason={}", namespace, pod, e.getCause());
            boolean isGone = e.getCause() instanceof KubernetesClientException refusal
                    && refusal.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
            return isGone ? Optional.of(List.of()) : Optional.empty();
        } catch (TimeoutException e) {
            LOG.warn("log given up pod={}/{} after_ms={}", namespace, pod, patience.toMillis());
            reader.interrupt();
            return Optional.empty();
        } catch (InterruptedException e) {
            reader.interrupt();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The bounds are asked for, and held here too: a log comes from a node, and what it holds from whatever ran there. */
    private List<String> read(String namespace, String pod, int mostBytes) throws IOException {
        try (var log = new LogLines(
                client.pods()
                        .inNamespace(namespace)
                        .withName(pod)
                        .inContainer(LoadJobManifest.CONTAINER)
                        .limitBytes(mostBytes)
                        .tailingLines(LAST_LINES)
                        .getLogInputStream(),
                mostBytes,
                mostBytes)) {
            return log.last(LAST_LINES);
        }
    }
}
