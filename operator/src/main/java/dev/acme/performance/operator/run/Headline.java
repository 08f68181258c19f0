package dev.acme.performance.operator.run;

import dev.acme.performance.exchange.Results;
import java.util.Locale;

/** A measurement in one sentence. */
final class Headline {
    private Headline() {}

    static String of(Results results) {
        var latency = results.latency();
        return latency == null
                ? "none of " + results.requests() + " requests succeeded"
                : String.format(
                                Locale.ROOT,
                                "%d of %d succeeded; mean %.2f ms, median %.2f ms, P99 %.2f ms, %.2f requests/s, %.2f MB/s",
                                results.succeeded(),
                                results.requests(),
                                latency.meanMs(),
                                latency.medianMs(),
                                latency.p99Ms(),
                                results.throughput().requestsPerSecond(),
                                results.throughput().megabytesPerSecond())
                        + hits(results)
                        + parts(results)
                        + arrival(results);
    }

    private static String arrival(Results results) {
        var arrival = results.arrival();
        String note = arrival == null ? null : arrival.note();
        return note == null ? "" : "; " + note;
    }

    private static String hits(Results results) {
        var cache = results.cache();
        return cache == null ? "" : String.format(Locale.ROOT, "; %.2f %% out of the cache", cache.hitPercent());
    }

    private static String parts(Results results) {
        var redirect = results.redirect();
        return redirect == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; until the redirect %.2f ms, from the bucket %.2f ms",
                        redirect.registryMeanMs(),
                        redirect.storageMeanMs());
    }
}
