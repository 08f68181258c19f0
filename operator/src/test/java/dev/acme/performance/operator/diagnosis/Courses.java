package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.ResultsBuilder;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Second;
import dev.acme.performance.operator.Runs;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Results with a course that is known. */
final class Courses {
    private Courses() {}

    static Load load(String yaml) {
        return Runs.spec("load: {" + yaml + "}").load();
    }

    static Load closed(int seconds) {
        return load("mode: Closed, durationSeconds: " + seconds);
    }

    /** A closed loop with so many successes in each second, of 10 ms each. */
    static RunResult rates(int seconds, IntToDoubleFunction rate) {
        return of(
                LoadMode.CLOSED,
                IntStream.range(0, seconds)
                        .mapToObj(at -> new Second(at, Math.round(rate.applyAsDouble(at)), 0, 0, 10.0, 10.0))
                        .toList());
    }

    /** An open loop of 100 requests a second with that median in each. */
    static RunResult medians(int seconds, IntToDoubleFunction median) {
        return of(
                LoadMode.CONSTANT,
                IntStream.range(0, seconds)
                        .mapToObj(at -> new Second(at, 100, 0, 0, median.applyAsDouble(at), median.applyAsDouble(at)))
                        .toList());
    }

    static RunResult of(LoadMode mode, List<Second> seconds) {
        return of(mode, seconds, Results.Errors.NONE);
    }

    static RunResult of(LoadMode mode, List<Second> seconds, Results.Errors errors) {
        return of(mode, seconds, errors, new Results.Latency(10, 10, 10, 10, 10, null, 10, 10, 1, 10, 10.0));
    }

    static RunResult of(LoadMode mode, List<Second> seconds, Results.Errors errors, Results.Latency latency) {
        long requests = seconds.stream().mapToLong(Second::requests).sum();
        long failed = seconds.stream().mapToLong(Second::errors).sum();
        int length = seconds.isEmpty() ? 0 : seconds.getLast().second() + 1;
        var results = ResultsBuilder.builder()
                .clients(10)
                .requests(requests)
                .succeeded(requests - failed)
                .failed(failed)
                .errors(errors)
                .durationSeconds(length)
                .throughput(new Results.Throughput((double) (requests - failed) / Math.max(1, length), 0, 0))
                .latency(latency)
                .build();
        return Runs.result(requests).withMode(mode).withResults(results).withSeries(seconds);
    }
}
