package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Second;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Connections that run out: most failures are refused or broken connections, and they become more while the load is
 * constant, as a table of connections, of file descriptors or of local ports fills up.
 */
final class Connecting {
    private static final double LEAST_OF_REQUESTS = 0.001;
    private static final double GROWTH = 2;
    private static final int THIRDS = 3;

    private Connecting() {}

    static Optional<Notice> of(Load load, RunResult result) {
        var errors = result.results().errors();
        long broken = errors.connect() + errors.reset();
        boolean areMost = 2 * broken > errors.total();
        boolean areMany = broken >= LEAST_OF_REQUESTS * result.results().requests();
        var seconds = LoadedSeconds.of(load, result);
        int third = seconds.size() / THIRDS;
        long first = errors(seconds.subList(0, third));
        long last = errors(seconds.subList(seconds.size() - third, seconds.size()));
        return broken > 0 && areMost && areMany && last >= 1 && last >= GROWTH * first
                ? Optional.of(new Notice(
                        "ConnectionExhaustion",
                        String.format(
                                Locale.ROOT,
                                "%,d connections were refused and %,d broke; %,d requests failed in the first"
                                        + " third of the load, %,d in the last",
                                errors.connect(),
                                errors.reset(),
                                first,
                                last),
                        "look at the service's open files, its limit of connections, and net.core.somaxconn of"
                                + " its node"))
                : Optional.empty();
    }

    private static long errors(List<Second> seconds) {
        return seconds.stream().mapToLong(Second::errors).sum();
    }
}
