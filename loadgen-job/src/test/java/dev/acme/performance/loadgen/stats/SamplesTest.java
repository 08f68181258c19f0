package dev.acme.performance.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void samplesOutliveTheirChunksInOrder() {
        var samples = new Samples(3 * Samples.CHUNK);
        int count = 2 * Samples.CHUNK + 5;
        for (int i = 0; i < count; i++) {
            samples.add(i, i % 2 == 1);
        }

        long[] all = new long[count + 3];
        int next = samples.moveTo(all, 3);

        assertThat(next).isEqualTo(count + 3);
        for (int i = 0; i < count; i++) {
            assertThat(all[i + 3]).isEqualTo(2L * i + i % 2);
        }
        assertThat(samples.size()).isZero();
    }

    @Test
    void whatExceedsTheLimitIsNotKeptAndSaysSo() {
        var samples = new Samples(2);
        samples.add(1, false);
        samples.add(2, false);
        assertThat(samples.isComplete()).isTrue();

        samples.add(3, false);

        assertThat(samples.isComplete()).isFalse();
        assertThat(samples.size()).isEqualTo(2);
    }
}
