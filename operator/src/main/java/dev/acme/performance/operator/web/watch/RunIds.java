package dev.acme.performance.operator.web.watch;

import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose attempt an id names. An id is made of a run's UID and the attempt's number, so this is a cache of what can be computed
 * anew from the runs there are, and every replica knows the same.
 */
final class RunIds {
    /** Of a run that was carried out again and again, the latest. */
    static final int MOST_OF_A_RUN = 1_000;

    private final Map<String, Attempt> byId = new ConcurrentHashMap<>();

    /** All attempts so far, and the next, which may have been promised already. */
    void add(HasMetadata run, int attempts) {
        for (int number = first(attempts); number <= attempts + 1; number++) {
            add(Attempt.of(run, number));
        }
    }

    void add(Attempt attempt) {
        byId.putIfAbsent(attempt.runId(), attempt);
    }

    void remove(HasMetadata run) {
        byId.values()
                .removeIf(attempt -> attempt.runUid().equals(run.getMetadata().getUid()));
    }

    Optional<Attempt> find(String runId) {
        return Optional.ofNullable(byId.get(runId));
    }

    private static int first(int attempts) {
        return Math.max(1, attempts - MOST_OF_A_RUN);
    }
}
