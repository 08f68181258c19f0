package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The whole seconds of a run in which all clients were at work. */
final class LoadedSeconds {
    /** Where every client has a number of requests, those that are done first take load away: the rest is left out. */
    private static final double OF_A_BURST = 0.9;

    private LoadedSeconds() {}

    /** From the common start; a second in which nothing ended is one of no requests. */
    static List<Second> of(Load load, RunResult result) {
        var all = gapless(result.series());
        return switch (load.mode()) {
            case BURST -> ofBurst(all, OF_A_BURST * result.results().requests());
            case CLOSED, CONSTANT, POISSON -> all.subList(0, Math.min(all.size(), wholeSeconds(load, result)));
        };
    }

    private static int wholeSeconds(Load load, RunResult result) {
        int planned = Objects.requireNonNullElse(load.durationSeconds(), 0);
        return (int) Math.min(planned, result.results().durationSeconds());
    }

    private static List<Second> ofBurst(List<Second> all, double requests) {
        double ended = 0;
        int seconds = 0;
        while (seconds < all.size() && ended + all.get(seconds).requests() <= requests) {
            ended += all.get(seconds).requests();
            seconds++;
        }
        return all.subList(0, seconds);
    }

    private static List<Second> gapless(List<Second> series) {
        var seconds = new ArrayList<Second>();
        for (var second : series) {
            while (seconds.size() < second.second()) {
                seconds.add(new Second(seconds.size(), 0, 0, 0, null, null));
            }
            seconds.add(second);
        }
        return seconds;
    }
}
