package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResyncTest {
    @Test
    void aWatchThatIsJustALittleBehindIsWell() {
        var before = Resync.differences(Map.of("a", "5"), Map.of("a", "6"));
        var later = Resync.differences(Map.of("a", "9"), Map.of("a", "10"));

        assertThat(Resync.unmoved(before, later)).isEmpty();
        assertThat(Resync.unmoved(before, Map.of())).isEmpty();
    }

    @Test
    void aWatchThatDeliversNothingIsFound() {
        var before = Resync.differences(Map.of("a", "5", "gone", "1"), Map.of("a", "6", "new", "7"));
        var later = Resync.differences(Map.of("a", "5", "gone", "1"), Map.of("a", "8", "new", "7"));

        assertThat(Resync.unmoved(before, later)).containsExactlyInAnyOrder("a", "gone", "new");
    }
}
