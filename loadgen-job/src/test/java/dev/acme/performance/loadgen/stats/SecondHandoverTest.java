package dev.acme.performance.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SecondHandoverTest {
    private final SecondHandover handover = new SecondHandover();

    @Test
    void aSecondIsHandedOverOnceItWasLeft() {
        handover.record(5);
        assertThat(handover.hasLeft(0)).isFalse();

        handover.advanceTo(1);

        assertThat(handover.hasLeft(0)).isTrue();
        var second = Histograms.empty();
        assertThat(handover.moveTo(second, 0)).isTrue();
        assertThat(second.getTotalCount()).isEqualTo(1);
    }

    @Test
    void secondsDoNotMixHoweverManyFollow() {
        for (int second = 0; second < 20; second++) {
            handover.advanceTo(second);
            for (int i = 0; i <= second; i++) {
                handover.record(second + 1);
            }
            if (second > 0) {
                assertSecond(second - 1);
            }
        }
    }

    @Test
    void aLateReaderLosesPercentilesOfTheSecondsThatFoundNoRoomAndNoOthers() {
        for (int second = 0; second < 6; second++) {
            handover.advanceTo(second);
            handover.record(second + 1);
        }

        for (int second = 0; second < 4; second++) {
            assertSecondKept(second, true);
        }
        assertSecondKept(4, false);
        handover.advanceTo(6);
        assertSecondKept(5, false);
        handover.record(7);
        handover.advanceTo(7);
        assertSecondKept(6, true);
    }

    @Test
    void aWriterThatSleptThroughSecondsLeavesThemEmpty() {
        handover.record(1);
        handover.advanceTo(3);

        assertSecondKept(0, true);
        var second = Histograms.empty();
        assertThat(handover.moveTo(second, 1)).isTrue();
        assertThat(second.getTotalCount()).isZero();
    }

    @Test
    void aClosedHandoverHasLeftEverything() {
        handover.close();

        assertThat(handover.isClosed()).isTrue();
        assertThat(handover.hasLeft(1_000_000)).isTrue();
    }

    private void assertSecondKept(int second, boolean isKept) {
        Histogram read = Histograms.empty();
        assertThat(handover.moveTo(read, second)).as("second %d", second).isEqualTo(isKept);
        assertThat(read.getTotalCount()).isEqualTo(isKept ? 1 : 0);
    }

    private void assertSecond(int second) {
        Histogram read = Histograms.empty();
        assertThat(handover.moveTo(read, second)).isTrue();
        assertThat(read.getTotalCount()).isEqualTo(second + 1);
        assertThat(read.getMaxValue()).isEqualTo(second + 1);
    }
}
