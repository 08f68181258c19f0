package dev.acme.performance.registry.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The fleet over time; no process is started. */
final class FleetTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final Fleet fleet = new Fleet(AdmissionTest.settings(3, 9), now::get);

    @Test
    void theEnvironmentUsedLastTakesTheNextRequest() {
        var first = admitted();
        var second = admitted();
        now.set(1);
        fleet.release(second);
        now.set(2);
        fleet.release(first);

        assertThat(admitted()).isSameAs(first);
        assertThat(admitted()).isSameAs(second);
        assertThat(fleet.count(Member.State.BUSY)).isEqualTo(2);
    }

    @Test
    void oneRequestPerEnvironmentAndNoMoreThanTheLimit() throws InterruptedException {
        var members = java.util.List.of(admitted(), admitted(), admitted());

        assertThat(fleet.admit().admission())
                .isEqualTo(new Admission.Throttled(Throttle.CONCURRENT_INVOCATION_LIMIT_EXCEEDED));
        fleet.remove(members.getFirst());
        fleet.remove(members.getFirst());
        assertThat(fleet.admit().admission()).isInstanceOf(Admission.Start.class);
        assertThat(fleet.admit().member()).as("removing twice frees one place").isEmpty();
        assertThat(fleet.drain(Duration.ZERO)).isFalse();
    }

    @Test
    void anEnvironmentThatHasServedItsRateIsNotUsed() {
        var only = admitted();
        fleet.release(only);
        fleet.release(again(only));

        assertThat(admitted()).isNotSameAs(only);
        now.set(SECOND);
        assertThat(admitted()).isSameAs(only);
    }

    @Test
    void theRampEndsInAThrottle() {
        for (int i = 0; i < 4; i++) {
            fleet.remove(admitted());
        }

        assertThat(fleet.admit().admission())
                .isEqualTo(new Admission.Throttled(Throttle.CONCURRENT_INVOCATION_LIMIT_EXCEEDED));
        now.set(3 * SECOND);
        assertThat(fleet.admit().admission()).isInstanceOf(Admission.Start.class);
    }

    @Test
    void whatHasEndedByItselfIsTakenOut() {
        fleet.release(admitted());

        assertThat(fleet.reclaimed()).hasSize(1);
        assertThat(fleet.count(Member.State.IDLE)).isZero();
    }

    @Test
    void provisionedPlacesAreFilledUpAgain() {
        var settings =
                new FleetSettings(1769, 3, 2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO, 0, 0, 9, 1);
        var provisioned = new Fleet(settings, now::get);
        var first = provisioned.provision().orElseThrow();
        var second = provisioned.provision().orElseThrow();

        assertThat(provisioned.provision()).isEmpty();
        provisioned.ready(first);
        provisioned.remove(second);
        assertThat(provisioned.provision()).isPresent();
        assertThat(provisioned.admit().member()).contains(first);
    }

    private Member admitted() {
        var member = fleet.admit().member().orElseThrow();
        fleet.busy(member);
        return member;
    }

    private Member again(Member expected) {
        var member = admitted();
        assertThat(member).isSameAs(expected);
        return member;
    }
}
