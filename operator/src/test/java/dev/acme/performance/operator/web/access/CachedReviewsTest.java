package dev.acme.performance.operator.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CachedReviewsTest {
    private static final User USER = new User("anna", "1", Set.of(), Map.of());

    private final AtomicLong now = new AtomicLong();
    private final Scripted asked = new Scripted();
    private final CachedReviews reviews = new CachedReviews(asked, now::get);

    /** An API server whose mind a test changes. */
    private static final class Scripted implements Reviews {
        private boolean isAway;
        private boolean isYes = true;
        private int questions;

        @Override
        public Optional<User> identity(String token) {
            return answer() ? Optional.of(USER) : Optional.empty();
        }

        @Override
        public boolean allows(User user, Right right, String namespace) {
            return answer();
        }

        private boolean answer() {
            questions++;
            if (isAway) {
                throw new Undecided("away", new IllegalStateException());
            }
            return isYes;
        }
    }

    private boolean allows() {
        return reviews.allows(USER, Right.GET_RUNS, "bench");
    }

    private void later(Duration by) {
        now.addAndGet(by.toNanos());
    }

    @Test
    void aYesIsKeptForLessThanAMinute() {
        assertThat(allows()).isTrue();
        asked.isYes = false;
        later(Duration.ofSeconds(35));
        assertThat(allows()).isTrue();
        later(Duration.ofSeconds(10));
        assertThat(allows()).isFalse();
    }

    @Test
    void aNoIsKeptForLessThanHalfAMinute() {
        asked.isYes = false;
        assertThat(allows()).isFalse();
        asked.isYes = true;
        later(Duration.ofSeconds(15));
        assertThat(allows()).isFalse();
        later(Duration.ofSeconds(10));
        assertThat(allows()).isTrue();
    }

    @Test
    void toReadAYesDoesNotKeepItLonger() {
        allows();
        asked.isYes = false;
        for (int i = 0; i < 12; i++) {
            later(Duration.ofSeconds(5));
            allows();
        }

        assertThat(allows()).isFalse();
    }

    @Test
    void nobodyKnowsIsNeverKept() {
        asked.isAway = true;
        assertThatThrownBy(this::allows).isInstanceOf(Reviews.Undecided.class);
        assertThatThrownBy(() -> reviews.identity("t")).isInstanceOf(Reviews.Undecided.class);
        asked.isAway = false;

        assertThat(allows()).isTrue();
        assertThat(reviews.identity("t")).contains(USER);
    }

    @Test
    void whatOneMayIsNotWhatAnotherMay() {
        allows();
        reviews.allows(new User("anna", "2", Set.of(), Map.of()), Right.GET_RUNS, "bench");
        reviews.allows(USER, Right.LIST_RUNS, "bench");
        reviews.allows(USER, Right.GET_RUNS, "other");
        allows();

        assertThat(asked.questions).isEqualTo(4);
    }

    @Test
    void manyWhoAskTheSameAtTheSameTimeAskOnce() throws Exception {
        var isAsked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        var answers = new SharedAnswers<String, Integer>(_ -> Duration.ofSeconds(1), now::get);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> answers.get("a", _ -> {
                isAsked.countDown();
                awaitUninterruptibly(mayAnswer);
                return 1;
            }));
            isAsked.await();
            var others = Stream.generate(() -> threads.submit(() -> answers.get("a", _ -> 2)))
                    .limit(20)
                    .toList();
            mayAnswer.countDown();

            assertThat(first.get()).isEqualTo(1);
            for (var other : others) {
                assertThat(other.get()).isEqualTo(1);
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenIsAskedForOnce() {
        assertThat(reviews.knows("t")).isFalse();
        reviews.identity("t");
        reviews.identity("t");

        assertThat(reviews.knows("t")).isTrue();
        assertThat(asked.questions).isEqualTo(1);
    }
}
