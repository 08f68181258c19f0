package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.AnswerReader;
import dev.acme.performance.loadgen.http.Failure;
import dev.acme.performance.loadgen.stats.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Carries one thread's requests out and their answers in during one phase, and counts each exactly once. A request that
 * fails closes its connection unless its answer was read to the end; the client's next request waits for a new one,
 * outside its latency. A redirect is followed once, on the client's second connection: its request ends there.
 */
final class Exchanges implements Phase, Pacing.Sender, Answers.Listener {
    /** A client whose connection was refused tries again after this time, so that a dead server is not stormed. */
    static final long REFUSED_PAUSE_NANOS = 100_000_000;

    /**
     * A client that has spoken with one replica for this time goes on to the next one: none keeps a client to itself, and
     * those that come later get their share. Connecting costs a request nothing: it is outside its latency.
     */
    static final long STAY_NANOS = 1_000_000_000;

    private final Wiring wiring;
    private final Pacing pacing;
    private final Counting counting;
    private final Answers answers;
    private final Tally tally;
    private final DelayLine underWay;
    private final DelayLine refused = new DelayLine(REFUSED_PAUSE_NANOS);

    Exchanges(Wiring wiring, Pacing pacing, Tally tally) {
        this.wiring = wiring;
        this.pacing = pacing;
        this.tally = tally;
        this.counting = new Counting(tally);
        this.answers = new Answers(wiring.buffer(), tally, this);
        this.underWay = new DelayLine(wiring.timeoutNanos());
    }

    @Override
    public void begin(Connection[] clients, long start) {
        pacing.begin(clients, start, this);
    }

    /** Time-outs, pauses that end, requests to send, connections to open. */
    @Override
    public void advance(long now) {
        while (underWay.isDue(now)) {
            fail(underWay.take(), Failure.TIMEOUT, now);
        }
        while (refused.isDue(now)) {
            pacing.ended(refused.take(), now, this);
        }
        pacing.release(now, this);
        wiring.dialer().advance(now, this);
        tally.tick(now);
    }

    @Override
    public long untilDue(long now) {
        return Math.min(
                Math.min(underWay.untilDue(now), refused.untilDue(now)),
                Math.min(pacing.untilDue(now), wiring.dialer().untilDue(now)));
    }

    @Override
    public boolean isOver(long now) {
        return underWay.isEmpty() && refused.isEmpty() && wiring.dialer().isIdle() && pacing.isIdle(now);
    }

    /** Nothing more will be sent; the tally is complete. */
    void finish() {
        pacing.finish();
        tally.close();
    }

    @Override
    public void send(Connection client, long intended) {
        client.plan(intended);
        if (client.isOpen()) {
            transmit(client);
            tally.noticed(client.sent() - intended);
        } else {
            connect(client, intended);
        }
    }

    @Override
    public void sendPlanned(Connection client, long intended) {
        client.plan(intended);
        transmit(client);
    }

    @Override
    public void connect(Connection client, long now) {
        if (client.takeRefusal()) {
            refused(client, System.nanoTime());
        } else {
            wiring.dialer().enqueue(client, now);
        }
    }

    @Override
    public void opened(Connection client, long now) {
        if (client.isSecond()) {
            ask(client);
        } else {
            pacing.opened(client, now, this);
        }
    }

    @Override
    public void refused(Connection client, long now) {
        if (client.isSecond()) {
            fail(client, Failure.CONNECT, now);
            return;
        }
        if (pacing.takesRefusal(client, now, this)) {
            client.end(now);
            tally.failed(Failure.CONNECT, client);
        }
        client.moveOn(wiring.spread());
        refused.add(client, now);
    }

    private void transmit(Connection client) {
        client.begin(System.nanoTime());
        underWay.add(client, client.sent());
        writable(client);
    }

    @Override
    public void writable(Connection client) {
        try {
            client.write(wiring.requestOf(client));
        } catch (IOException e) {
            fail(client, Failure.RESET, System.nanoTime());
        }
    }

    @Override
    public void readable(Connection client) {
        pacing.release(answers.readable(client), this);
    }

    @Override
    public void lost(Connection idle, long now) {
        idle.close();
        if (!idle.isSecond()) {
            pacing.lost(idle, now, this);
        }
    }

    @Override
    public void complete(Connection connection, long now, boolean isOverlong) {
        AnswerReader answer = connection.answer();
        connection.end(now);
        if (isOverlong || !answer.keepsAlive() || !connection.hasSent(wiring.requestOf(connection))) {
            connection.close();
        }
        if (!isOverlong && answer.isRedirect() && !connection.isSecond() && follow(connection, now)) {
            return;
        }
        Connection client = connection.client();
        underWay.remove(client);
        client.end(now);
        counting.complete(connection, isOverlong);
        connection.body().release();
        if (now - client.dialed() >= STAY_NANOS) {
            client.moveOn(wiring.spread());
        }
        pacing.ended(client, now, this);
    }

    /** False where the redirect leads anywhere else than to the one place that clients may go to. */
    private boolean follow(Connection client, long now) {
        InetSocketAddress to = wiring.hops().of(client.answer().location());
        if (to == null) {
            return false;
        }
        Hop hop = client.hopTo(to);
        hop.begin(client.answer().location(), now);
        if (hop.connection().isOpen()) {
            ask(hop.connection());
        } else {
            wiring.dialer().enqueue(hop.connection(), now);
        }
        return true;
    }

    private void ask(Connection second) {
        second.begin(System.nanoTime());
        writable(second);
    }

    /** Of one of the client's connections; both are closed, for what they carry belongs to no request any more. */
    @Override
    public void fail(Connection connection, Failure failure, long now) {
        Connection client = connection.client();
        underWay.remove(client);
        client.end(now);
        client.body().release();
        connection.end(now);
        client.abandon();
        tally.failed(failure, client);
        client.moveOn(wiring.spread());
        pacing.ended(client, now, this);
    }
}
