package dev.acme.performance.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Arrival;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each law is broken once, and seen to be. */
class LawRulesTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    /** Ten clients for ten seconds, 10 ms each: a thousand a second. */
    private static final LawEvidence CLOSED = LawEvidenceBuilder.builder()
            .arrival(Arrival.Kind.CLOSED)
            .isTimed(true)
            .clients(10)
            .windowNanos(10 * SECOND)
            .occupiedNanos(100 * SECOND)
            .endedInWindow(10_000)
            .succeededInWindow(10_000)
            .bytesInWindow(10_000)
            .earlyResponseMs(10)
            .fastestNanos(10 * MILLI)
            .mostBytesPerSecond(20e9)
            .build();

    /** A thousand a second for ten seconds, 10 ms each: ten of them end after the window. */
    private static final LawEvidence OPEN = CLOSED.withArrival(Arrival.Kind.CONSTANT)
            .withOccupiedNanos(0)
            .withPlanned(10_000)
            .withEndedInWindow(9_990)
            .withSucceededInWindow(9_990)
            .withClients(100);

    @Test
    void whatIsRightBreaksNoLaw() {
        assertThat(LawRules.judge(CLOSED)).isEmpty();
        assertThat(LawRules.judge(OPEN)).isEmpty();
    }

    /** H-07: a clock that runs 3 % fast, or clients whose time is not accounted for. */
    @ParameterizedTest
    @CsvSource({"0.981, ", "1.019, ", "0.979, LittlesLaw: ", "1.03, LittlesLaw: ", "0, LittlesLaw: "})
    void theTimeOfAllClientsIsAccountedFor(double share, @Nullable String reason) {
        var evidence = CLOSED.withOccupiedNanos((long) (share * 100 * SECOND));

        expect(evidence, true, reason);
        expect(evidence.withIsCutShort(true), true, null);
        expect(evidence.withIsTimed(false), true, null);
    }

    /** H-07: of 10,000 planned 9,990 are due at the end of the window. */
    @ParameterizedTest
    @CsvSource({"9990, ", "9891, ", "9880, 'Saturated: 98.8 % '", "5000, 'Saturated: 50.0 % '", "10000, "})
    void whatIsOfferedIsAchieved(long ended, @Nullable String reason) {
        expect(OPEN.withEndedInWindow(ended).withSucceededInWindow(ended), false, reason);
    }

    /** What ends late because everything takes long is no overload: two seconds of ten are under way at the end. */
    @Test
    void longResponsesAreNoOverload() {
        var slow = OPEN.withEarlyResponseMs(2_000).withEndedInWindow(8_000).withSucceededInWindow(8_000);

        expect(slow.withFastestNanos(2 * SECOND).withClients(3_000), false, null);
        expect(slow.withEarlyResponseMs(20), false, "Saturated: 80.0 %");
    }

    @Test
    void aFewRequestsAreNoOverloadOverTheLastOfThem() {
        expect(OPEN.withPlanned(10).withEndedInWindow(9).withSucceededInWindow(9), false, null);
    }

    @Test
    void whatWasNeverSentIsNamed() {
        expect(OPEN.withUnsent(3), false, "Unsent: 3 of 10,000 planned requests");
    }

    /** H-08: X <= N / S_min. */
    @ParameterizedTest
    @CsvSource({"10010, ", "10011, TooGood: "})
    void noClientDoesTwoThingsAtATime(long succeeded, @Nullable String reason) {
        expect(CLOSED.withSucceededInWindow(succeeded), true, reason);
    }

    /** H-08: 20 GB/s over ten seconds, and 20 MB at least a millisecond each. */
    @ParameterizedTest
    @CsvSource({
        "200000000000, 20000000, 1000000, ",
        "200000000001, 20000000, 1000000, 'TooGood: 20.00 GB/s'",
        "100, 20000000, 999999, 'TooGood: a body of 20,000,000 bytes came in 1.000 ms'",
        "100, 0, 1, "
    })
    void noByteIsFasterThanItsCopy(long bytes, long bodyBytes, long fastestNanos, @Nullable String reason) {
        var evidence = CLOSED.withBytesInWindow(bytes).withBodyBytes(bodyBytes).withFastestNanos(fastestNanos);

        expect(evidence, true, reason);
    }

    private static void expect(LawEvidence evidence, boolean isVoid, @Nullable String reason) {
        var findings = LawRules.judge(evidence);

        if (reason == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(findings).hasSize(1);
            assertThat(findings.getFirst().reason()).startsWith(reason);
            assertThat(findings.getFirst().isVoid()).isEqualTo(isVoid);
        }
    }
}
