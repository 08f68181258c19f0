package dev.acme.performance.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondsTest {
    @Test
    void aRunLongerThanExpectedFindsRoom() {
        var seconds = new Seconds(2);
        seconds.succeeded(0, 7);
        seconds.failed(5_000);

        assertThat(seconds.used()).isEqualTo(5_001);
        assertThat(seconds.bytes(0)).isEqualTo(7);
        assertThat(seconds.requests(5_000)).isEqualTo(1);
        assertThat(seconds.errors(5_000)).isEqualTo(1);
        assertThat(seconds.requests(4_999)).isZero();
        assertThat(seconds.requests(9_999)).isZero();
    }

    @Test
    void whatLastsLongerThanTheContractAllowsCountsInItsLastSecond() {
        var seconds = new Seconds(1);

        seconds.succeeded(Seconds.LIMIT + 10, 1);

        assertThat(seconds.used()).isEqualTo(Seconds.LIMIT);
        assertThat(seconds.requests(Seconds.LIMIT - 1)).isEqualTo(1);
    }
}
