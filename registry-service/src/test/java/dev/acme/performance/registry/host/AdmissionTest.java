package dev.acme.performance.registry.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who takes a request, as Lambda would decide. */
final class AdmissionTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, '',   true,  start",
        "1, 2, '7',  true,  reuse 7",
        "1, 3, '9 7', true, reuse 9",
        "3, 3, '',   true,  ConcurrentInvocationLimitExceeded",
        "3, 4, '7',  true,  ConcurrentInvocationLimitExceeded",
        "1, 3, '',   true,  FunctionInvocationRateLimitExceeded",
        "1, 2, '',   true,  no room",
        "1, 1, '',   false, ConcurrentInvocationLimitExceeded",
        "1, 2, '7',  false, reuse 7"
    })
    void aRequestIsTakenOrRefused(int inFlight, int total, String usable, boolean rampOpen, String expected) {
        var idle = Stream.of(usable.split(" "))
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .toList();

        var admission = Admission.of(settings(3, 2), new FleetView(inFlight, total, idle, rampOpen));

        assertThat(told(admission)).isEqualTo(expected);
    }

    private static String told(Admission admission) {
        return switch (admission) {
            case Admission.Start _ -> "start";
            case Admission.Reuse(long environment) -> "reuse " + environment;
            case Admission.Throttled(Throttle reason) -> reason.toString();
            case Admission.NoRoom _ -> "no room";
        };
    }

    static FleetSettings settings(int maxConcurrency, int memoryHolds) {
        return new FleetSettings(
                1769,
                maxConcurrency,
                0,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                2,
                4,
                memoryHolds,
                2);
    }

    @ParameterizedTest
    @CsvSource({"false, 2, 10", "true, 2, 8", "true, 11, 0", "false, 11, 10"})
    void aSecondInitialisationTakesOfItsInvocationsTime(boolean second, int took, int left) {
        var ten = Duration.ofSeconds(10);
        var settings = new FleetSettings(1769, 1, 0, ten, ten, ten, 0, 0, 1, 1);

        assertThat(settings.timeLeft(!second, Duration.ofSeconds(took))).isEqualTo(Duration.ofSeconds(left));
    }

    @ParameterizedTest
    @CsvSource({"58, 320", "28, 0", "16, 0", "128, 1066"})
    void theHeapBoundsWhatIsUnderWay(long heapMib, int requests) {
        assertThat(HostHeap.holds(heapMib << 20)).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource({"128, 1", "1769, 1", "2654, 2", "3538, 2", "10240, 6"})
    void memoryIsToldAsProcessors(int memoryMb, int processors) {
        var zero = Duration.ZERO;
        var settings = new FleetSettings(memoryMb, 1, 0, zero, Duration.ofSeconds(1), zero, 0, 0, 1, 1);

        assertThat(settings.processors()).isEqualTo(processors);
        assertThat(List.of(settings.initLimit(true), settings.initLimit(false))).containsOnly(Duration.ofSeconds(1));
        assertThat(settings.provisionedInitLimit()).isEqualTo(Duration.ofSeconds(130));
    }
}
