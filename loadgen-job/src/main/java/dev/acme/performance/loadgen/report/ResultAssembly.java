package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.ResultsBuilder;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResultBuilder;
import dev.acme.performance.loadgen.drive.LoadOutcome;
import dev.acme.performance.loadgen.health.Health;
import dev.acme.performance.loadgen.http.Failure;
import dev.acme.performance.loadgen.stats.Counts;
import dev.acme.performance.loadgen.stats.Millis;
import dev.acme.performance.loadgen.stats.ReplicaCounts;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the result of a run out of what was measured. Pure. */
public final class ResultAssembly {
    private static final double SECOND_NANOS = 1e9;
    private static final double MEGABYTE = 1e6;

    private final LoadProfile profile;
    private final LoadOutcome outcome;
    private final Health health;
    private final double mostBytesPerSecond;
    private final Counts counts;

    private ResultAssembly(LoadProfile profile, LoadOutcome outcome, Health health, double mostBytesPerSecond) {
        this.mostBytesPerSecond = mostBytesPerSecond;
        this.profile = profile;
        this.outcome = outcome;
        this.health = health;
        this.counts = outcome.measured().counts();
    }

    /** {@code mostBytesPerSecond}: what no true measurement on this machine can exceed. */
    public static RunResult of(LoadProfile profile, LoadOutcome outcome, Health health, double mostBytesPerSecond) {
        return new ResultAssembly(profile, outcome, health, mostBytesPerSecond).result();
    }

    private RunResult result() {
        Judgement judgement = ValidityRules.judge(evidence(), further());
        return RunResultBuilder.builder()
                .version(RunResult.VERSION)
                .mode(profile.mode())
                .startedAt(outcome.startedAt().truncatedTo(ChronoUnit.MICROS))
                .finishedAt(
                        outcome.startedAt().plusNanos(outcome.elapsedNanos()).truncatedTo(ChronoUnit.MICROS))
                .results(results())
                .serviceLatency(serviceLatency())
                .validity(judgement.validity())
                .validityReasons(judgement.reasons())
                .histograms(outcome.measured().histograms())
                .series(outcome.series())
                .client(client())
                .verified(verified())
                .warmup(outcome.warmup())
                .percentiles(outcome.measured().percentiles())
                .connect(outcome.connect())
                .build();
    }

    private List<Finding> further() {
        var findings = new ArrayList<>(LawRules.judge(LawEvidence.of(profile, outcome, mostBytesPerSecond)));
        new Steadiness(profile, outcome.series()).finding().ifPresent(findings::add);
        return findings;
    }

    /** Without a plan both latencies count from the send. */
    private RunResult.@Nullable ServiceLatency serviceLatency() {
        return profile.ratePerSecond() == null
                ? null
                : outcome.measured().serviceLatency().orElse(null);
    }

    private Evidence evidence() {
        return new Evidence(
                profile.mode(),
                counts.requests(),
                counts.succeeded(),
                errors(),
                counts.strayAnswers(),
                outcome.measured().medianMs(),
                outcome.measured().sendLagP99Ms(),
                health,
                outcome.isCutShort());
    }

    private Results results() {
        return ResultsBuilder.builder()
                .clients(profile.clients())
                .requests(counts.requests())
                .succeeded(counts.succeeded())
                .failed(counts.failed())
                .successPercent(percent(counts.succeeded()))
                .errorPercent(percent(counts.failed()))
                .errors(errors())
                .bytes(counts.bytes())
                .durationSeconds(rounded(outcome.elapsedNanos() / SECOND_NANOS, 1e6))
                .throughput(throughput())
                .latency(outcome.measured().latency().orElse(null))
                .cold(outcome.measured().cold().orElse(null))
                .warm(outcome.measured().warm().orElse(null))
                .cache(cache())
                .redirect(redirect())
                .replicas(replicas())
                .arrival(ArrivalReport.of(profile, outcome))
                .attempts(outcome.measured().attempts().orElse(null))
                .outliers(outcome.measured().outliers().orElse(null))
                .timing(outcome.measured().timing().orElse(null))
                .build();
    }

    /** One alone did everything. */
    private List<Results.Replica> replicas() {
        var addresses = outcome.replicas();
        return addresses.size() == 1
                ? List.of()
                : IntStream.range(0, addresses.size())
                        .mapToObj(number -> replica(
                                addresses.get(number).getAddress().getHostAddress(),
                                outcome.measured().replicas().of(number)))
                        .toList();
    }

    private Results.Replica replica(String address, ReplicaCounts.Share share) {
        long requests = share.succeeded() + share.failed();
        return new Results.Replica(
                address,
                requests,
                share.succeeded(),
                share.bytes(),
                percent(requests),
                share.succeeded() == 0 ? null : Millis.ofNanos((double) share.nanos() / share.succeeded()));
    }

    private Results.@Nullable Cache cache() {
        long hits = counts.cacheHits();
        long misses = counts.cacheMisses();
        long asked = hits + misses;
        return asked == 0 ? null : new Results.Cache(hits, misses, rounded(100.0 * hits / asked, 1e2));
    }

    private Results.@Nullable Redirect redirect() {
        long n = counts.redirected();
        return n == 0
                ? null
                : new Results.Redirect(
                        n,
                        Millis.ofNanos((double) counts.registryNanos() / n),
                        Millis.ofNanos((double) counts.storageNanos() / n));
    }

    /** A burst's window ends with its last answer, so everything lies inside it. */
    private Results.Throughput throughput() {
        double seconds = outcome.windowNanos() / SECOND_NANOS;
        if (seconds <= 0) {
            return new Results.Throughput(0, 0, 0);
        }
        boolean isBurst = profile.mode() == LoadMode.BURST;
        double requests = isBurst ? counts.succeeded() : counts.succeededInWindow();
        double bytes = isBurst ? counts.bytes() : counts.bytesInWindow();
        return new Results.Throughput(
                rounded(requests / seconds, 1e3),
                Math.round(bytes / seconds),
                rounded(bytes / seconds / MEGABYTE, 1e3));
    }

    private Results.Errors errors() {
        return new Results.Errors(
                counts.of(Failure.TIMEOUT),
                counts.of(Failure.CONNECT),
                counts.of(Failure.RESET),
                counts.of(Failure.STATUS),
                counts.of(Failure.TRUNCATED),
                counts.of(Failure.CORRUPT),
                counts.of(Failure.THROTTLED));
    }

    private RunResult.Verified verified() {
        return new RunResult.Verified(
                profile.anyBody() ? 0 : counts.succeeded(), counts.checkedByCrc32c(), counts.checkedBySha256());
    }

    private RunResult.ClientHealth client() {
        return new RunResult.ClientHealth(
                rounded(health.cpuSeconds(), 1e2),
                rounded(health.cpuLimit(), 1e3),
                rounded(health.cpuPercent(), 1e2),
                rounded(health.gcMs(), 1e2),
                rounded(health.gcPercent(), 1e3),
                Millis.rounded(outcome.measured().sendLagP99Ms()),
                rounded(100 * outcome.busyShare(), 1e2),
                health.throttledPercent().isPresent()
                        ? rounded(health.throttledPercent().getAsDouble(), 1e2)
                        : null);
    }

    private double percent(long part) {
        return counts.requests() == 0 ? 0 : rounded(100.0 * part / counts.requests(), 1e4);
    }

    private static double rounded(double value, double scale) {
        return Math.round(value * scale) / scale;
    }
}
