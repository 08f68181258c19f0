package dev.acme.performance.operator.load;

import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a load under way does at this very moment, from its generators' logs: it costs no write, so it may be asked for every
 * second, and whoever asks again within {@link #FRESH} gets the same answer. A status is written a few times in a run only.
 */
public final class LiveProgress {
    private static final Duration FRESH = Duration.ofMillis(900);
    private static final int MOST = 256;

    private final KubernetesClient client;
    private final LoadResults results;
    private final InstantSource clock;
    private final Map<Attempt, Look> looks = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Look> eldest) {
            return size() > MOST;
        }
    };

    public LiveProgress(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.results = new LoadResults(client);
        this.clock = clock;
    }

    /** What {@link #of} asks the API server for a load of {@code pods}: which they are, and a log each. */
    public static int reads(int pods) {
        return 1 + pods;
    }

    /** Empty where no load generator has said anything yet, or none can be read. Throws what the client throws. */
    public Optional<RunProgress> of(Attempt attempt) {
        return look(attempt).fresh(attempt);
    }

    private Look look(Attempt attempt) {
        synchronized (looks) {
            return looks.computeIfAbsent(attempt, _ -> new Look());
        }
    }

    /** The latest look at one attempt; of several who ask at once one looks, and the others wait for it. */
    private final class Look {
        private Instant at = Instant.MIN;
        private Optional<RunProgress> seen = Optional.empty();

        synchronized Optional<RunProgress> fresh(Attempt attempt) {
            var now = clock.instant();
            if (!now.isBefore(at.plus(FRESH))) {
                seen = read(attempt);
                at = now;
            }
            return seen;
        }
    }

    private Optional<RunProgress> read(Attempt attempt) {
        var pods = client
                .pods()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.selector(Component.LOAD))
                .list()
                .getItems()
                .stream()
                .filter(LiveProgress::isAtWork)
                .map(pod -> pod.getMetadata().getName())
                .toList();
        return results.progress(attempt.namespace(), pods);
    }

    private static boolean isAtWork(Pod pod) {
        return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
    }
}
