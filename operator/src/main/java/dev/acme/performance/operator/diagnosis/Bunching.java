package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Second;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Convoys: requests that end in bunches, empty seconds between full ones, while the number of clients is constant. One
 * slow request, lock or pause holds all others up. Requests that take about as long as the seconds they are counted in
 * bunch by themselves, so only fast ones are judged.
 */
final class Bunching {
    /** A client ends four requests and more in every second. */
    private static final double LONGEST_MEDIAN_MS = 250;

    /** With fewer, an empty second is chance: e^-10 of all at random. */
    private static final double FEWEST_A_SECOND = 10;

    private static final double EMPTY = 0.1;
    private static final double LEAST_SHARE = 0.1;
    private static final int FEWEST_PAUSES = 3;

    private Bunching() {}

    static Optional<Notice> of(Load load, RunResult result) {
        var latency = result.results().latency();
        boolean isOneWave =
                load.mode() == LoadMode.BURST && load.requestsPerClient() < Course.FEWEST_REQUESTS_PER_CLIENT;
        if (isOneWave || latency == null || latency.medianMs() + load.thinkTimeMs() > LONGEST_MEDIAN_MS) {
            return Optional.empty();
        }
        return of(LoadedSeconds.of(load, result));
    }

    private static Optional<Notice> of(List<Second> seconds) {
        double mean = seconds.stream().mapToLong(Second::requests).average().orElse(0);
        long empty = seconds.stream().filter(second -> isEmpty(second, mean)).count();
        boolean bunches = mean >= FEWEST_A_SECOND
                && empty >= LEAST_SHARE * seconds.size()
                && pauses(seconds, mean) >= FEWEST_PAUSES;
        return bunches ? Optional.of(finding(seconds, mean, empty)) : Optional.empty();
    }

    /** How often an empty second comes after one that is not. */
    private static int pauses(List<Second> seconds, double mean) {
        int pauses = 0;
        for (int i = 1; i < seconds.size(); i++) {
            pauses += isEmpty(seconds.get(i), mean) && !isEmpty(seconds.get(i - 1), mean) ? 1 : 0;
        }
        return pauses;
    }

    private static boolean isEmpty(Second second, double mean) {
        return second.requests() < EMPTY * mean;
    }

    private static Notice finding(List<Second> seconds, double mean, long empty) {
        long most = seconds.stream().mapToLong(Second::requests).max().orElse(0);
        return new Notice(
                "Convoy",
                String.format(
                        Locale.ROOT,
                        "in %d of %d seconds next to nothing ended, in the fullest %,d requests did, in the mean %.1f",
                        empty,
                        seconds.size(),
                        most,
                        mean),
                "requests wait for one another: look for a lock, a pause of the collector or a pool of one in the"
                        + " service");
    }
}
