package dev.acme.performance.operator;

import dev.acme.performance.operator.ops.ReadyCheck;
import io.fabric8.kubernetes.client.Config;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Composition root: configuration, operator, orderly end. {@code check URL} only asks a running one if it is ready. */
public final class OperatorMain {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);
    private static final int BAD_CONFIGURATION = 64;
    private static final int UNUSABLE_CLUSTER = 69;
    private static final int FAILED = 1;
    /** An API server that does not answer must not hold up the end: a lease runs out by itself. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private OperatorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 2 && arguments[0].equals("check")) {
            System.exit(ReadyCheck.passes(URI.create(arguments[1])) ? 0 : 1);
        }
        try {
            run(OperatorConfig.from(System.getenv()));
        } catch (BadConfiguration e) {
            LOG.error("bad configuration: {}", e.getMessage());
            System.exit(BAD_CONFIGURATION);
        } catch (UnusableCluster e) {
            LOG.error("the API server cannot be used: {}", e.getMessage());
            System.exit(UNUSABLE_CLUSTER);
        } catch (RuntimeException | Error e) {
            // threads of the client would keep a process without operator alive
            LOG.error("the operator did not start", e);
            System.exit(FAILED);
        }
    }

    private static void run(OperatorConfig config) throws InterruptedException {
        DefaultExports.register(CollectorRegistry.defaultRegistry);
        var stopped = new CountDownLatch(1);
        var operator = PerformanceOperator.start(
                config, Config.autoConfigure(null), "0.0.0.0", CollectorRegistry.defaultRegistry);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            end(operator);
            stopped.countDown();
        }));
        LOG.info("started port={} namespaces={}", operator.port(), config.namespaces());
        stopped.await();
    }

    private static void end(PerformanceOperator operator) {
        long begin = System.nanoTime();
        var closing = Thread.ofPlatform().daemon().name("closing").start(operator::close);
        try {
            boolean isClosed = closing.join(STOP_LIMIT);
            LOG.info(
                    "stopped orderly={} after_ms={}",
                    isClosed,
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
