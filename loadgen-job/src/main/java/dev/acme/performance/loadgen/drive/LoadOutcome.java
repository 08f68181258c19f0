package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Warmup;
import dev.acme.performance.loadgen.stats.Measured;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run measured. {@code window} is what throughput counts over: from the common start to the last answer (Burst)
 * or the profile's durationSeconds (timed modes), in both cases at most until the run was stopped; {@code elapsedNanos}
 * lasts until the last answer and at least as long. {@code replicas} are in the order of their numbers.
 */
public record LoadOutcome(
        Instant startedAt,
        long windowNanos,
        long elapsedNanos,
        boolean isCutShort,
        Measured measured,
        List<RunResult.Second> series,
        @Nullable Warmup warmup,
        RunResult.Connect connect,
        double busyShare,
        List<InetSocketAddress> replicas) {

    public LoadOutcome {
        series = List.copyOf(series);
        replicas = List.copyOf(replicas);
    }
}
