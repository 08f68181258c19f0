package dev.acme.performance.operator.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many streams there are at once. */
class StreamSlotsTest {
    private final StreamSlots slots = new StreamSlots(8, 20);

    @Test
    void aBurstOfOneUserGetsHisAndNoMore() {
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .filter(_ -> slots.take("anna").isPresent())
                        .count())
                .isEqualTo(8);
        assertThat(slots.take("bert")).isPresent();
    }

    @Test
    void aBurstOfAllGetsWhatThereIs() {
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .filter(i -> slots.take("user-" + i % 10).isPresent())
                        .count())
                .isEqualTo(20);
    }

    @Test
    void whatIsGivenBackTwiceIsThereOnce() {
        var first = slots.take("anna");
        IntStream.range(0, 7).forEach(_ -> slots.take("anna"));
        assertThat(slots.take("anna")).isEmpty();

        first.ifPresent(Runnable::run);
        first.ifPresent(Runnable::run);

        assertThat(slots.take("anna")).isPresent();
        assertThat(slots.take("anna")).isEqualTo(Optional.empty());
    }
}
