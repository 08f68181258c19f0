package dev.acme.performance.operator.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.operator.OneRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/perf/leases/performance-operator";
    private static final String JOBS = "/apis/batch/v1/namespaces/bench/jobs";
    private final AtomicLong seconds = new AtomicLong(1_000);
    private final AtomicInteger lost = new AtomicInteger();
    private final Leadership leadership = new Leadership(
            () -> Duration.ofSeconds(seconds.get()).toNanos(), Duration.ofSeconds(15), lost::incrementAndGet);

    @Test
    void aLeaderWritesAsLongAsItsLeaseIsFresh() {
        renew(200);
        seconds.addAndGet(14);

        OneRequest.of("POST", JOBS).through(leadership, 201);

        assertThat(lost).hasValue(0);
    }

    @Test
    void whoWakesUpAfterItsLeaseWritesNothingAndEnds() {
        renew(200);
        seconds.addAndGet(15);

        assertThatThrownBy(() -> OneRequest.of("POST", JOBS).through(leadership, 201))
                .isInstanceOf(IllegalStateException.class);
        assertThat(lost).hasValue(1);
    }

    @Test
    void whoGaveTheLeaseBackWritesNothingMoreAndEndsByItself() {
        renew(200);
        leadership.resign();
        leadership.release();
        renew(200);

        assertThatThrownBy(() -> OneRequest.of("POST", JOBS).through(leadership, 201))
                .isInstanceOf(IllegalStateException.class);
        assertThat(lost).hasValue(0);
    }

    @Test
    void aRenewalThatWasRefusedIsNone() {
        renew(200);
        seconds.addAndGet(10);
        renew(409);
        seconds.addAndGet(5);

        assertThatThrownBy(() -> OneRequest.of("PATCH", JOBS + "/x").through(leadership, 200))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readingAndAskingForRightsNeedNoLease() {
        OneRequest.of("GET", JOBS).through(leadership, 200);
        OneRequest.of("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
                .through(leadership, 201);

        assertThat(lost).hasValue(0);
    }

    @Test
    void theEndOfALeaseEndsTheProcessUnlessItIsWanted() {
        leadership.won();
        leadership.ended();
        assertThat(lost).hasValue(1);

        leadership.won();
        leadership.resign();
        leadership.ended();

        assertThat(lost).hasValue(1);
        assertThat(leadership.isLeading()).isFalse();
    }

    private void renew(int code) {
        OneRequest.of("PUT", LEASE).through(leadership, code);
    }
}
