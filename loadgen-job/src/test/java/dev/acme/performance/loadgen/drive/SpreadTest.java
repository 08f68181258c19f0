package dev.acme.performance.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final InetSocketAddress A = address("127.0.0.1");
    private static final InetSocketAddress B = address("127.0.0.2");
    private static final InetSocketAddress C = address("127.0.0.3");

    private static InetSocketAddress address(String ip) {
        return new InetSocketAddress(ip, 80);
    }

    private static List<InetSocketAddress> turns(Spread spread, int turns) {
        return IntStream.range(0, turns)
                .mapToObj(spread::at)
                .map(spread::address)
                .toList();
    }

    @Test
    void replicasAreTakenInTurn() {
        assertThat(turns(new Spread(List.of(A, B)), 4)).containsExactly(A, B, A, B);
    }

    @Test
    void oneThatCameLaterGetsItsTurnAndOneThatWentGetsNone() {
        var spread = new Spread(List.of(A, B));

        spread.found(List.of(B, C));

        assertThat(turns(spread, 4)).containsExactly(B, C, B, C);
        assertThat(spread.seen()).containsExactly(A, B, C);
    }

    @Test
    void aLookupThatFindsNothingChangesNothing() {
        var spread = new Spread(List.of(A));

        spread.found(List.of());

        assertThat(spread.at(7)).isZero();
    }

    @Test
    void noMoreAreTakenThanAResultHasRoomFor() {
        var spread = new Spread(List.of(A));

        spread.found(
                IntStream.range(2, 200).mapToObj(i -> address("127.0.0." + i)).toList());

        assertThat(spread.seen()).hasSize(Spread.MOST);
        assertThat(IntStream.range(0, 500).map(spread::at)).allMatch(number -> number >= 1 && number < Spread.MOST);
    }

    /** Rotating DNS: each lookup names others. */
    @Test
    void aLookupThatBringsNoneThatHasRoomLeavesTheTurnsAsTheyAre() {
        var spread = new Spread(IntStream.rangeClosed(1, Spread.MOST)
                .mapToObj(i -> address("127.0.1." + i))
                .toList());
        spread.found(List.of(address("127.0.1.7"), address("127.0.1.9")));

        spread.found(List.of(A, B));

        assertThat(IntStream.range(0, 4).map(spread::at)).containsExactly(6, 8, 6, 8);
        assertThat(spread.seen()).hasSize(Spread.MOST).doesNotContain(A, B);
    }
}
