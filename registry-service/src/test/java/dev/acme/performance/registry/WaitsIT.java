package dev.acme.performance.registry;

import static dev.acme.performance.registry.backends.Registry.timing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.FakeS3;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.ScriptedServer;
import dev.acme.performance.registry.backends.SharedBackends;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who waits where, how long, and in which metric: the storage holds the first download as long as the test says. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WaitsIT {
    private static final byte[] OBJECT = "the archive".getBytes(StandardCharsets.US_ASCII);
    private static final String PATH = Registry.archive("m");
    private static final long HOLD_MILLIS = 400;
    private static final String POOL_WAIT = "registry_storage_pool_wait_seconds";

    private EmbeddedBackends backends;

    @BeforeAll
    void start(EmbeddedBackends shared) {
        backends = shared;
    }

    @Test
    void whoWaitsToBeHandledWaitsInTheQueueAndNotInThePool() throws Exception {
        var storage = new HeldStorage();
        try (var s3 = storage.start();
                var registry = registry(s3, Map.of("THREAD_POOL_SIZE", "1", "S3_CONNECTION_POOL_SIZE", "4"))) {
            var waits = storage.measure(registry, "registry_queue_depth");

            assertThat(waits.queueMillis()).isBetween(waits.least(), waits.most());
            assertThat(waits.poolMillis()).isLessThanOrEqualTo(waits.most() - waits.least());
            assertThat(registry.metric("registry_queue_seconds_count")).isEqualTo(2);
            assertThat(registry.metric("registry_queue_seconds_sum") * 1000).isGreaterThanOrEqualTo(waits.least());
            assertThat(registry.metric(POOL_WAIT + "_sum{backend=\"s3\",}") * 1000)
                    .isLessThan(waits.least());
            assertThat(registry.metric("registry_queue_depth")).isZero();
        }
    }

    @Test
    void whoWaitsForAConnectionWaitsInThePoolAndNotInTheQueue() throws Exception {
        var storage = new HeldStorage();
        try (var s3 = storage.start();
                var registry = registry(s3, Map.of("THREAD_POOL_SIZE", "4", "S3_CONNECTION_POOL_SIZE", "1"))) {
            var waits = storage.measure(registry, "registry_storage_pool_pending{backend=\"s3\",}");

            assertThat(waits.poolMillis()).isBetween(waits.least(), waits.most());
            assertThat(waits.queueMillis()).isLessThanOrEqualTo(waits.most() - waits.least());
            assertThat(registry.metric(POOL_WAIT + "_count{backend=\"s3\",}")).isEqualTo(2);
            assertThat(registry.metric(POOL_WAIT + "_sum{backend=\"s3\",}") * 1000)
                    .isGreaterThanOrEqualTo(waits.least());
            assertThat(registry.metric("registry_queue_seconds_sum") * 1000).isLessThan(waits.least());
            assertThat(s3.connections())
                    .as("one for downloads, at most two for probes")
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    void requestsAreHandledInTheOrderInWhichTheyCame() throws Exception {
        var order = new CopyOnWriteArrayList<String>();
        var go = new CompletableFuture<Void>();
        try (var s3 = FakeS3.start((request, caller) -> {
                    order.add(request.target());
                    go.join();
                    FakeS3.whole(OBJECT, caller);
                });
                var registry = registry(s3, Map.of("THREAD_POOL_SIZE", "1"))) {
            var answers = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 6; i++) {
                registry.promise("m" + i, OBJECT);
                answers.add(registry.ask(Registry.archive("m" + i)));
                int waiting = i;
                await().until(() -> registry.metric("registry_queue_depth") == waiting && !order.isEmpty());
            }
            go.complete(null);
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

            assertThat(order)
                    .extracting(target -> target.split("/", -1)[3])
                    .containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
        }
    }

    @Test
    void aFullQueueRefusesAtOnceAndSaysWhenToComeBack() throws Exception {
        var storage = new HeldStorage();
        try (var s3 = storage.start();
                var registry = registry(s3, Map.of("THREAD_POOL_SIZE", "1", "QUEUE_LENGTH", "0"))) {
            var first = registry.ask(PATH);
            await().until(() -> storage.asked.get() == 1);
            var refused = registry.get(PATH);
            storage.release.complete(null);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("\"reason\":\"queue-full\"");
            assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(registry.metric("registry_requests_total{code=\"503\",}"))
                    .isEqualTo(1);
            assertThat(registry.metric("registry_refusals_total{reason=\"queue-full\",}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aWaitInTheQueueEndsInTimeAndIsMeasuredAllTheSame() throws Exception {
        var storage = new HeldStorage();
        try (var s3 = storage.start();
                var registry = registry(s3, Map.of("THREAD_POOL_SIZE", "1", "QUEUE_TIMEOUT_SECONDS", "1"))) {
            var first = registry.ask(PATH);
            await().until(() -> storage.asked.get() == 1);
            var refused = registry.get(PATH);
            storage.release.complete(null);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("\"reason\":\"queue-timed-out\"");
            assertThat(timing(refused, "queue")).isGreaterThanOrEqualTo(1000);
            assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(registry.metric("registry_queue_seconds_sum")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void aWaitForAConnectionEndsInTimeAndIsMeasuredAllTheSame() throws Exception {
        var storage = new HeldStorage();
        try (var s3 = storage.start();
                var registry = registry(
                        s3,
                        Map.of("THREAD_POOL_SIZE", "2", "S3_CONNECTION_POOL_SIZE", "1", "POOL_TIMEOUT_SECONDS", "1"))) {
            var first = registry.ask(PATH);
            await().until(() -> storage.asked.get() == 1);
            var refused = registry.get(PATH);
            storage.release.complete(null);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("\"reason\":\"pool-exhausted\"");
            assertThat(timing(refused, "pool")).isGreaterThanOrEqualTo(1000);
            assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(registry.metric(POOL_WAIT + "_sum{backend=\"s3\",}")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void probesAndScrapesNeverQueue() throws Exception {
        var storage = new HeldStorage();
        try (var s3 = storage.start();
                var registry = registry(s3, Map.of("THREAD_POOL_SIZE", "1", "S3_CONNECTION_POOL_SIZE", "1"))) {
            var first = registry.ask(PATH);
            await().until(() -> storage.asked.get() == 1);

            assertThat(registry.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(registry.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(registry.metric("registry_storage_pool_leased{backend=\"s3\",}"))
                    .isEqualTo(1);
            storage.release.complete(null);
            assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            await().until(() -> registry.metric("registry_storage_pool_leased{backend=\"s3\",}") == 0);
        }
    }

    private Registry registry(ScriptedServer s3, Map<String, String> more) {
        return Registry.over(backends, s3, more).promise("m", OBJECT);
    }

    /**
     * What one waiting request said of itself, and the bounds that clocks outside give.
     *
     * @param least from the instant it was seen waiting to the instant it could go on
     * @param most its whole duration
     */
    private record Waits(double queueMillis, double poolMillis, double least, double most) {}

    /** Holds every download until it is released. */
    private static final class HeldStorage {
        final AtomicInteger asked = new AtomicInteger();
        final CompletableFuture<Void> release = new CompletableFuture<>();
        private final AtomicLong releasedNanos = new AtomicLong();

        ScriptedServer start() {
            return FakeS3.start((_, caller) -> {
                asked.incrementAndGet();
                FakeS3.head(OBJECT.length, caller);
                release.join();
                releasedNanos.compareAndSet(0, System.nanoTime());
                caller.send(OBJECT);
            });
        }

        /** Sends a second request while the first is held, and lets it wait where the gauge shows it. */
        Waits measure(Registry registry, String gauge) throws Exception {
            var first = registry.ask(PATH);
            await().until(() -> asked.get() == 1);
            long sent = System.nanoTime();
            var second = registry.ask(PATH);
            await().until(() -> registry.metric(gauge) == 1);
            long seen = System.nanoTime();
            var _ = FakeS3.after(HOLD_MILLIS).thenRun(() -> release.complete(null));
            var answer = second.get(20, TimeUnit.SECONDS);
            long ended = System.nanoTime();
            assertThat(first.get(20, TimeUnit.SECONDS).body()).isEqualTo(OBJECT);
            assertThat(answer.body()).isEqualTo(OBJECT);
            return new Waits(
                    timing(answer, "queue"),
                    timing(answer, "pool"),
                    (releasedNanos.get() - seen) / 1e6,
                    (ended - sent) / 1e6);
        }
    }
}
