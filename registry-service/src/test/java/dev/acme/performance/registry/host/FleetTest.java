package dev.acme.performance.registry.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        var members = List.of(admitted(), admitted(), admitted());

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

    @ParameterizedTest
    @CsvSource({"3, 9, 3", "9, 3, 3", "1, 9, 1", "9, 9, 4"})
    void provisionedPlacesAreNoMoreThanThereMayBe(int maxConcurrency, int memoryHolds, int expected) {
        var second = Duration.ofSeconds(1);
        var settings = new FleetSettings(1769, maxConcurrency, 4, second, second, Duration.ZERO, 0, 0, memoryHolds, 1);
        var provisioned = new Fleet(settings, now::get);

        for (int i = 0; i < expected; i++) {
            assertThat(provisioned.provision()).isPresent();
        }
        assertThat(provisioned.provision()).isEmpty();
    }

    @Test
    void whatWasStartedForRequestsTakesThePlacesOfProvisionedOnes() {
        var settings =
                new FleetSettings(1769, 2, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO, 0, 0, 2, 1);
        var full = new Fleet(settings, now::get);
        var lost = full.provision().orElseThrow();
        full.ready(lost);
        var asked = List.of(full.admit(), full.admit());
        full.remove(lost);
        var instead = full.admit();

        assertThat(full.provision()).as("both places are taken").isEmpty();
        instead.member().ifPresent(full::remove);
        assertThat(full.provision()).isPresent();
        assertThat(asked).allSatisfy(it -> assertThat(it.member()).isPresent());
    }

    @Test
    void aProvisionedPlaceThatCouldNotBeFilledIsTriedLater() {
        var second = Duration.ofSeconds(1);
        var provisioned = new Fleet(new FleetSettings(1769, 9, 1, second, second, second, 0, 0, 9, 1), now::get);

        provisioned.failed(provisioned.provision().orElseThrow());

        assertThat(provisioned.provision()).isEmpty();
        assertThat(provisioned.count(Member.State.STARTING)).isZero();
        now.set(SECOND);
        assertThat(provisioned.provision()).isPresent();
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
