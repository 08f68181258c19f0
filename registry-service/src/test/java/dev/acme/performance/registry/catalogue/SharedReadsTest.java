package dev.acme.performance.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever asks while a row is read shares the next read of it, and gets nothing older than the question. */
final class SharedReadsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int CROWD = 99;

    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger reads = new AtomicInteger();
    private final SharedReads<String, Integer> shared = new SharedReads<>(this::answer, LIMIT);

    @Test
    void aCrowdBehindOneReadSharesTheNextOne() throws InterruptedException {
        var got = new ConcurrentLinkedQueue<Integer>();
        var first = Thread.ofVirtual().start(() -> got.add(shared.read("a")));
        await().atMost(LIMIT).until(() -> reads.get() == 1);
        var crowd = Stream.generate(() -> Thread.ofVirtual().start(() -> got.add(shared.read("a"))))
                .limit(CROWD)
                .toList();
        await().atMost(LIMIT).until(() -> crowd.stream().allMatch(one -> one.getState() == Thread.State.TIMED_WAITING));

        answers.release(2);

        assertThat(first.join(LIMIT)).isTrue();
        for (var one : crowd) {
            assertThat(one.join(LIMIT)).isTrue();
        }
        assertThat(reads).hasValue(2);
        assertThat(got).hasSize(1 + CROWD).containsOnlyOnce(1).allMatch(number -> number <= 2);
    }

    @Test
    void otherThingsAreReadBesideIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> shared.read("a"));
            var other = threads.submit(() -> shared.read("b"));
            await().atMost(LIMIT).until(() -> reads.get() == 2);
            answers.release(2);
            assertThat(List.of(first.get(10, TimeUnit.SECONDS), other.get(10, TimeUnit.SECONDS)))
                    .containsExactlyInAnyOrder(1, 2);
        }
    }

    @Test
    void aFailureIsToldToThoseWhoShareItAndForgotten() throws Exception {
        var failing = new SharedReads<String, Integer>(
                _ -> {
                    if (reads.incrementAndGet() == 1) {
                        throw new CatalogueFailure(CatalogueFailure.Reason.REFUSED, "no", new IllegalStateException());
                    }
                    return reads.get();
                },
                LIMIT);

        assertThatThrownBy(() -> failing.read("a"))
                .isInstanceOf(CatalogueFailure.class)
                .hasMessage("no");
        assertThat(failing.read("a")).isEqualTo(2);
        assertThat(failing.read("a")).isEqualTo(3);
    }

    private Integer answer(String key) {
        int number = reads.incrementAndGet();
        try {
            assertThat(answers.tryAcquire(10, TimeUnit.SECONDS)).as(key).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }
}
