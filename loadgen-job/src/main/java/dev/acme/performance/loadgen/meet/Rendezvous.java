package dev.acme.performance.loadgen.meet;

import dev.acme.performance.loadgen.drive.LoadFailed;
import dev.acme.performance.loadgen.drive.Meeting;
import dev.acme.performance.loadgen.drive.Part;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The load generators of one run meet at the first of them, over one TCP connection each (docs/adr/0016). In each round
 * everybody says that he is there; then the first says to each how long it still is until the common instant, counted in
 * nanoseconds from the moment of saying: so no clock of one machine is compared with that of another, and what the instants
 * differ by is the time of one small message. Who is lost closes his connection, which ends the meeting for all.
 */
public final class Rendezvous implements Meeting {
    private static final long LEAD_MILLIS = 50;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Part part;
    private final String token;
    private final InetSocketAddress place;
    private final Duration limit;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Closeable waitingAt = () -> {};

    /**
     * The first listens at {@code place}, all others connect to it, resolving its name again and again; {@code token} is
     * what only generators of the same run know; {@code limit}: for all to come to a round.
     */
    public Rendezvous(Part part, String token, InetSocketAddress place, Duration limit) {
        this.part = part;
        this.token = token;
        this.place = place;
        this.limit = limit;
    }

    @Override
    public void await() throws InterruptedException {
        round();
    }

    @Override
    public long start() throws InterruptedException {
        return round();
    }

    private long round() throws InterruptedException {
        try {
            if (peers.isEmpty()) {
                gather();
            }
            return part.index() == 0 ? lead() : follow();
        } catch (IOException e) {
            close();
            throw new LoadFailed("the load generators did not meet: " + e.getMessage(), e);
        }
    }

    private void gather() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        if (part.index() == 0) {
            listen(deadline);
        } else {
            add(connect(deadline));
        }
    }

    /** A stranger, or one that says nothing, is sent away; a generator that comes twice has lost its first connection. */
    private void listen(long deadline) throws IOException {
        try (var listener = new ServerSocket()) {
            waitingAt = listener;
            listener.setReuseAddress(true);
            listener.bind(place, part.of());
            while (peers.size() < part.of() - 1) {
                listener.setSoTimeout(millisUntil(deadline));
                admit(listener.accept());
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(
                    (peers.size() + 1) + " of " + part.of() + " came within " + limit.toSeconds() + " s", e);
        }
    }

    private void admit(Socket socket) throws IOException {
        try {
            var peer = new Peer(socket, PAUSE.multipliedBy(20));
            if (peer.saysHello(token, part.of())) {
                add(peer);
            } else {
                peer.close();
            }
        } catch (IOException e) {
            socket.close();
        }
    }

    /** One that comes while the meeting is closed is not left waiting. */
    private void add(Peer peer) {
        peers.add(peer);
        if (closed.getCount() == 0) {
            peer.close();
        }
    }

    private Peer connect(long deadline) throws IOException, InterruptedException {
        boolean isClosed = false;
        while (!isClosed) {
            try {
                var socket = new Socket();
                waitingAt = socket;
                // resolved anew each time: the place may not have had an address yet
                socket.connect(new InetSocketAddress(place.getHostString(), place.getPort()), millisUntil(deadline));
                var peer = new Peer(socket, limit);
                peer.hello(token, part.index());
                return peer;
            } catch (SocketTimeoutException e) {
                throw new IOException("the first one was not to be reached within " + limit.toSeconds() + " s", e);
            } catch (IOException e) {
                isClosed = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("told to stop");
    }

    private long lead() throws IOException {
        for (Peer peer : peers) {
            peer.awaitReady(limit);
        }
        long start = System.nanoTime() + LEAD_MILLIS * NANOS_PER_MILLI;
        for (Peer peer : peers) {
            peer.go(start);
        }
        return start;
    }

    private long follow() throws IOException {
        Peer first = peers.getFirst();
        first.ready();
        return first.awaitGo();
    }

    private static int millisUntil(long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
        if (left <= 0) {
            throw new SocketTimeoutException("too late");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        closed.countDown();
        peers.forEach(Peer::close);
        try {
            waitingAt.close();
        } catch (IOException e) {
            // it was closed before
        }
    }
}
