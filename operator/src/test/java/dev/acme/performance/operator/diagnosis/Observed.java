package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A loop of ten seconds, a closed one unless told otherwise, and what its service counted: what a test wants to be seen, and nothing else. */
final class Observed {
    static final int SECONDS = 10;
    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final SortedMap<String, Double> after = new TreeMap<>();
    private double latencyMs = 100;
    private double clientCpuPercent = 10;
    private double queueDepth;
    private double secondsBefore = 1;
    private String load = "mode: Closed, durationSeconds: 10";
    private double achieved = 50;
    private List<String> reasons = List.of();
    private Validity validity = Validity.VALID;

    private Observed() {}

    /** Requests that ended, each after so long in the service. */
    static Observed requests(double count, double milliseconds) {
        var observed = new Observed();
        observed.latencyMs = milliseconds;
        return observed.counted(Sample.REQUESTS.metric(), count)
                .counted(Sample.REQUEST_SECONDS.metric(), count * milliseconds / 1000)
                .counted(Sample.ANSWERS.key("200"), count);
    }

    /** Of each request, in a phase. */
    Observed spent(String phase, double milliseconds) {
        return counted(
                Sample.PHASE_SECONDS.key(phase),
                after.getOrDefault(Sample.REQUESTS.metric(), 0.0) * milliseconds / 1000);
    }

    Observed counted(Sample sample, double value) {
        return counted(sample.metric(), value);
    }

    Observed counted(String key, double value) {
        after.put(key, value);
        return this;
    }

    Observed latency(double milliseconds) {
        latencyMs = milliseconds;
        return this;
    }

    Observed clientCpu(double percent) {
        clientCpuPercent = percent;
        return this;
    }

    Observed queueDepth(double depth) {
        queueDepth = depth;
        return this;
    }

    /** When the first scrape was taken: so long before the window. */
    Observed scrapedBefore(double seconds) {
        secondsBefore = seconds;
        return this;
    }

    /** The load's profile, where it is another than a closed loop without pauses. */
    Observed load(String yaml) {
        load = yaml;
        return this;
    }

    /** Successes a second. */
    Observed achieved(double requestsPerSecond) {
        achieved = requestsPerSecond;
        return this;
    }

    Observed doubted(Validity by, String... why) {
        validity = by;
        reasons = List.of(why);
        return this;
    }

    WhiteBox whiteBox() {
        var nothing = new TreeMap<String, Double>();
        var meanwhile = new TreeMap<>(Map.of(Sample.QUEUE_DEPTH.metric(), queueDepth));
        return WhiteBox.of(
                List.of(
                        scrape(START.minusMillis(Math.round(secondsBefore * 1000)), nothing),
                        scrape(START.plusSeconds(1), meanwhile),
                        scrape(START.plusSeconds(SECONDS + 1), after)),
                START,
                START.plusSeconds(SECONDS),
                Map.of());
    }

    Diagnosis diagnosed(String spec) {
        return Diagnosis.of(Runs.spec("load: {" + load + "}\n" + spec), result(), whiteBox());
    }

    RunResult result() {
        long requests = Math.round(after.getOrDefault(Sample.REQUESTS.metric(), 0.0));
        var latency = new Results.Latency(
                latencyMs, latencyMs, latencyMs, latencyMs, latencyMs, latencyMs, latencyMs, latencyMs, 0, latencyMs,
                null);
        var sample = Runs.result(100);
        var results = sample.results()
                .withRequests(requests)
                .withSucceeded(requests)
                .withDurationSeconds(SECONDS)
                .withThroughput(new Results.Throughput(achieved, 0, 0))
                .withLatency(latency);
        return sample.withMode(LoadMode.CLOSED)
                .withStartedAt(START)
                .withFinishedAt(START.plusSeconds(SECONDS))
                .withResults(results)
                .withValidity(validity)
                .withValidityReasons(reasons)
                .withClient(new RunResult.ClientHealth(1, 2, clientCpuPercent, 0, 0, 0.1, 40, null));
    }

    private static Scrape scrape(Instant at, SortedMap<String, Double> values) {
        return Scrape.of(at, Map.of("pod", values));
    }
}
