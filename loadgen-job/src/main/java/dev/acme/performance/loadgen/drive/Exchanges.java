package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.AnswerReader;
import dev.acme.performance.loadgen.http.Failure;
import dev.acme.performance.loadgen.stats.Tally;
import dev.acme.performance.loadgen.verify.BodyCheck;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Carries one thread's requests out and their answers in during one phase, and counts each exactly once. A request that
 * fails closes its connection unless its answer was read to the end; the client's next request waits for a new one,
 * outside its latency. A redirect is followed once, on the client's second connection: its request ends there.
 */
final class Exchanges implements Phase, Pacing.Sender {
    /** A client whose connection was refused tries again after this time, so that a dead server is not stormed. */
    static final long REFUSED_PAUSE_NANOS = 100_000_000;

    /**
     * A client that has spoken with one replica for this time goes on to the next one: none keeps a client to itself, and
     * those that come later get their share. Connecting costs a request nothing: it is outside its latency.
     */
    static final long STAY_NANOS = 1_000_000_000;

    private final Wiring wiring;
    private final Pacing pacing;
    private final Tally tally;
    private final DelayLine underWay;
    private final DelayLine refused = new DelayLine(REFUSED_PAUSE_NANOS);

    Exchanges(Wiring wiring, Pacing pacing, Tally tally) {
        this.wiring = wiring;
        this.pacing = pacing;
        this.tally = tally;
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

    @Override
    public void send(Connection client, long intended) {
        client.plan(intended);
        if (client.isOpen()) {
            transmit(client);
        } else if (client.takeRefusal()) {
            refused(client, System.nanoTime());
        } else {
            wiring.dialer().enqueue(client, intended);
        }
    }

    /** Connecting is no part of a request: its time starts where it could be sent. */
    @Override
    public void opened(Connection client, long now) {
        if (client.isSecond()) {
            ask(client);
        } else if (pacing.admits(now)) {
            client.plan(now);
            transmit(client);
        }
    }

    @Override
    public void refused(Connection client, long now) {
        if (client.isSecond()) {
            fail(client, Failure.CONNECT, now);
            return;
        }
        tally.failed(Failure.CONNECT, client.replica(), now);
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

    /** One read an event: no client keeps the others waiting. */
    @Override
    public void readable(Connection client) {
        wiring.buffer().clear();
        int read;
        try {
            read = client.read(wiring.buffer());
        } catch (IOException e) {
            broken(client);
            return;
        }
        long now = System.nanoTime();
        if (!client.isUnderWay()) {
            unasked(client, read);
        } else if (read < 0) {
            ended(client, now);
        } else {
            took(client, now);
        }
    }

    private void took(Connection client, long now) {
        wiring.buffer().flip();
        AnswerReader answer = client.answer();
        switch (answer.feed(wiring.buffer())) {
            case MORE -> {}
            case DONE -> complete(client, now, wiring.buffer().hasRemaining());
            case REFUSED -> fail(client, answer.failure(Failure.CORRUPT), now);
            case MALFORMED -> fail(client, Failure.CORRUPT, now);
        }
    }

    private void ended(Connection client, long now) {
        AnswerReader answer = client.answer();
        boolean isWhole = answer.endsWithConnection() && !client.body().isShort();
        if (isWhole) {
            complete(client, now, false);
        } else {
            fail(client, answer.brokenOff(), now);
        }
    }

    private void broken(Connection client) {
        if (client.isUnderWay()) {
            fail(client, client.answer().brokenOff(), System.nanoTime());
        } else {
            client.close();
        }
    }

    /** A server may close an idle connection; it may not answer what nobody asked. */
    private void unasked(Connection client, int read) {
        if (read > 0) {
            tally.strayAnswer();
        }
        if (read != 0) {
            client.close();
        }
    }

    private void complete(Connection connection, long now, boolean isOverlong) {
        AnswerReader answer = connection.answer();
        BodyCheck body = connection.body();
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
        if (body.awaits(answer.status()) && !isOverlong && body.isRight()) {
            tally.succeeded(client, body.received(), client.answer().isColdStart());
            tally.checked(body.checkedCrc32c(), body.checkedSha256());
            tally.cache(client.answer().cache());
            countParts(connection, now);
        } else {
            tally.failed(answer.failure(Failure.CORRUPT), client.replica(), now);
        }
        body.release();
        if (now - client.dialed() >= STAY_NANOS) {
            client.moveOn(wiring.spread());
        }
        pacing.ended(client, now, this);
    }

    private void countParts(Connection connection, long now) {
        Hop hop = connection.client().hop();
        if (connection.isSecond() && hop != null) {
            tally.redirected(hop.begun() - connection.client().intended(), now - hop.begun());
        }
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
    private void fail(Connection connection, Failure failure, long now) {
        Connection client = connection.client();
        underWay.remove(client);
        client.end(now);
        client.body().release();
        connection.end(now);
        client.abandon();
        tally.failed(failure, client.replica(), now);
        client.moveOn(wiring.spread());
        pacing.ended(client, now, this);
    }
}
