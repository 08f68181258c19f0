package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {
    /** Two replicas that use a processor each, for ten seconds, on nodes of four. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        north, south, 10, 2.0
        north, south, 25, 3.5
        north, south, 30, 3.7
        # what is unused is given twice
        north, north, 10, 1.5
        # and a load generator's pod has to stand beside them: 2 * 1.8 + 0.25 of 4
        north, north, 20, 1.8
        north, north, 0,  1.0
        """)
    void whatNobodyUsesIsSharedByTheReplicasOfANode(String one, String other, double idleSeconds, double room) {
        var nothing = new TreeMap<String, Double>();
        var used = new TreeMap<>(Map.of(
                Sample.PROCESS_CPU.metric(),
                10.0,
                Sample.NODE_CPU.key("idle"),
                idleSeconds,
                Sample.NODE_CPU.key("busy"),
                40 - idleSeconds));
        var seen = (WhiteBox.Seen) WhiteBox.of(
                List.of(scrape(0, nothing), scrape(Observed.SECONDS, used)),
                Observed.START,
                Observed.START.plusSeconds(Observed.SECONDS),
                Map.of("a", one, "b", other));
        var situation = new Situation(
                Runs.spec("load: {mode: Closed, durationSeconds: 10}"),
                Observed.requests(1_000, 10).result(),
                seen.counted());

        assertThat(Room.ofReplica(situation)).isEqualTo(room);
    }

    private static Scrape scrape(int second, SortedMap<String, Double> values) {
        return Scrape.of(Observed.START.plusSeconds(second), Map.of("a", values, "b", values));
    }
}
