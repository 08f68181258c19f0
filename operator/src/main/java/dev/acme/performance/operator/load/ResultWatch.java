package dev.acme.performance.operator.load;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.LoadLine;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the logs of load generators that are at work, and knows the moment in which one has printed its result: seconds
 * before its pod and its Job are known to have ended. It only ever saves time; who has not seen the result here finds it in
 * the ended pod's log.
 */
public final class ResultWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ResultWatch.class);
    private static final int LAST_LINES = 2;
    private static final int MOST_FOLLOWED = 256;
    /** More than a kubelet keeps of a log before it rotates it. */
    private static final int MOST_OF_A_LOG = 16 << 20;

    /**
     * Many logs are followed at once, so little is kept of each: the result of a run beyond three quarters of an hour may be
     * longer, and is found a few seconds later.
     */
    private static final int LONGEST_LINE = 256 << 10;

    private final KubernetesClient client;
    private final Consumer<Attempt> wake;
    private final ExchangeCodec codec = new ExchangeCodec();
    private final Map<Log, Following> followed = new ConcurrentHashMap<>();

    /** @param wake told of an attempt whose load generator has printed its result, from a thread of its own */
    public ResultWatch(KubernetesClient client, Consumer<Attempt> wake) {
        this.client = client;
        this.wake = wake;
    }

    /** Starts following the pod's log where that is not done yet. */
    public void follow(Attempt attempt, String pod) {
        var log = new Log(attempt, pod);
        var following = new Following();
        if (followed.size() < MOST_FOLLOWED && followed.putIfAbsent(log, following) == null) {
            Thread.ofVirtual().name("log-of-" + pod).start(() -> follow(log, following));
        }
    }

    public boolean hasResult(Attempt attempt, String pod) {
        var following = followed.get(new Log(attempt, pod));
        return following != null && following.hasResult;
    }

    /** The attempt has ended: nobody wants its load generators' logs any more. */
    public void forget(Attempt attempt) {
        followed.forEach((log, following) -> {
            if (log.attempt().equals(attempt) && followed.remove(log, following)) {
                following.close();
            }
        });
    }

    private void follow(Log of, Following following) {
        try (var log = client.pods()
                .inNamespace(of.attempt().namespace())
                .withName(of.pod())
                .inContainer(LoadJobManifest.CONTAINER)
                .limitBytes(MOST_OF_A_LOG)
                .tailingLines(LAST_LINES)
                .watchLog()) {
            following.open(log);
            following.hasResult = hasResult(log);
        } catch (IOException | KubernetesClientException e) {
            LOG.debug("log not followed pod={}/{} reason={}", of.attempt().namespace(), of.pod(), e.getMessage());
        }
        if (following.hasResult) {
            wake.accept(of.attempt());
        } else {
            followed.remove(of, following);
        }
    }

    private boolean hasResult(LogWatch log) throws IOException {
        try (var lines = new LogLines(log.getOutput(), LONGEST_LINE, MOST_OF_A_LOG)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.flatMap(codec::readLine).filter(ResultWatch::isWhole).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is left of a load that was cut short is read once its pod tells why. */
    private static boolean isWhole(LoadLine line) {
        return line instanceof RunResult result && !result.wasCutShort();
    }

    /** Whose log. */
    private record Log(Attempt attempt, String pod) {}

    /** One log on its way; closing it ends whoever reads it. */
    private static final class Following {
        private volatile boolean hasResult;
        private @Nullable LogWatch log;
        private boolean isClosed;

        /** One that was closed meanwhile is closed at once: reading it then ends at once, too. */
        synchronized void open(LogWatch opened) {
            log = opened;
            if (isClosed) {
                hangUp(opened);
            }
        }

        synchronized void close() {
            isClosed = true;
            if (log != null) {
                hangUp(log);
            }
        }

        /** The client's own close leaves the stream open, and its reader waiting for the next line. */
        private static void hangUp(LogWatch log) {
            try {
                log.getOutput().close();
            } catch (IOException e) {
                LOG.debug("log not closed reason={}", e.getMessage());
            }
        }
    }
}
