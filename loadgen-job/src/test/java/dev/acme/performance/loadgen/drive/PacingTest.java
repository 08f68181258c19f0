package dev.acme.performance.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.ProfileReader;
import dev.acme.performance.exchange.Verify;
import dev.acme.performance.loadgen.http.AnswerReader;
import dev.acme.performance.loadgen.stats.Tally;
import dev.acme.performance.loadgen.verify.BodyCheck;
import dev.acme.performance.loadgen.verify.BodyTruth;
import dev.acme.performance.loadgen.verify.Digests;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final long MILLI = 1_000_000;
    private static final long START = System.nanoTime();

    private final Connection[] clients = {client(), client(), client()};
    private final List<Sent> sent = new ArrayList<>();
    private final List<Connection> connecting = new ArrayList<>();
    private final Pacing.Sender sender = new Pacing.Sender() {
        @Override
        public void send(Connection client, long intended) {
            sent.add(new Sent(client, intended));
        }

        @Override
        public void sendPlanned(Connection client, long intended) {
            sent.add(new Sent(client, intended));
        }

        @Override
        public void connect(Connection client, long now) {
            connecting.add(client);
        }
    };

    /** A request of which client, meant for when. */
    private record Sent(Connection client, long intended) {}

    /** Latency counts from the common start, however late a client's turn comes. */
    @Test
    void aBurstIsMeantForItsStartByAllClients() {
        new BurstPacing(1).begin(clients, START, sender);

        assertThat(sent)
                .containsExactly(new Sent(clients[0], START), new Sent(clients[1], START), new Sent(clients[2], START));
    }

    @Test
    void aClientOfABurstAsksItsNumberOfTimes() {
        var pacing = new BurstPacing(3);
        pacing.begin(clients, START, sender);

        for (int i = 1; i <= 4; i++) {
            pacing.ended(clients[0], START + i * MILLI, sender);
        }

        assertThat(sent.stream().filter(request -> request.client() == clients[0]))
                .extracting(Sent::intended)
                .containsExactly(START, START + MILLI, START + 2 * MILLI);
    }

    @Test
    void aClientOfALoopAsksAgainAtOnceUntilTheWindowEnds() {
        var pacing = new ClosedPacing(10 * MILLI, 0, new Tally(0, 1));
        pacing.begin(clients, START, sender);
        sent.clear();

        pacing.ended(clients[0], START + 9 * MILLI, sender);
        pacing.ended(clients[1], START + 10 * MILLI, sender);

        assertThat(sent).containsExactly(new Sent(clients[0], START + 9 * MILLI));
        assertThat(pacing.isIdle(START)).isTrue();
    }

    /** The pause is planned: a loop that comes late to it sends late and says so. */
    @Test
    void aClientThatThinksAsksWhenItsPauseEnds() {
        var pacing = new ClosedPacing(100 * MILLI, 20 * MILLI, new Tally(0, 1));
        pacing.begin(clients, START, sender);
        sent.clear();
        pacing.ended(clients[0], START + 5 * MILLI, sender);
        pacing.ended(clients[1], START + 90 * MILLI, sender);

        pacing.release(START + 24 * MILLI, sender);
        assertThat(sent).isEmpty();
        assertThat(pacing.untilDue(START + 24 * MILLI)).isEqualTo(MILLI);
        pacing.release(START + 27 * MILLI, sender);
        assertThat(sent).containsExactly(new Sent(clients[0], START + 25 * MILLI));

        pacing.release(START + 200 * MILLI, sender);
        assertThat(sent).as("after the window nobody starts").hasSize(1);
    }

    @Test
    void whoWaitsLongestIsDueFirstAndWhoLeavesIsForgotten() {
        var line = new DelayLine(10);
        for (int i = 0; i < clients.length; i++) {
            line.add(clients[i], START + i);
        }

        line.remove(clients[1]);
        line.remove(clients[1]);

        assertThat(line.size()).isEqualTo(2);
        assertThat(line.isDue(START + 9)).isFalse();
        assertThat(line.untilDue(START + 9)).isOne();
        assertThat(line.take()).isSameAs(clients[0]);
        assertThat(line.take()).isSameAs(clients[2]);
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.untilDue(START)).isEqualTo(DelayLine.NEVER);
    }

    private static Connection client() {
        LoadProfile profile = ProfileReader.read("{\"clients\":1,\"path\":\"/\"}");
        var body = new BodyCheck(Verify.LENGTH, new BodyTruth(profile), new Digests(), true);
        return new Connection(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                new AnswerReader(AnswerReader.scratch(), body, false),
                body);
    }
}
