package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.LoadProfileBuilder;
import dev.acme.performance.loadgen.http.AnswerReader;
import dev.acme.performance.loadgen.stats.Tally;
import dev.acme.performance.loadgen.verify.BodyCheck;
import dev.acme.performance.loadgen.verify.BodyTruth;
import dev.acme.performance.loadgen.verify.Digests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few requests that a thread sends to itself before the start, over a connection that nobody else knows: what runs for the
 * first time takes milliseconds, by which the first measured requests would be late (docs/adr/0004). The whole path is walked,
 * from the plan to the checked body; what it counts is thrown away.
 */
final class Rehearsal implements Phase, AutoCloseable {
    static final int REQUESTS = 20;

    private static final int BODY_BYTES = 4_096;
    private static final int ROOM_BYTES = 16_384;

    private final ServerSocketChannel listener;
    private final Connection client;
    private final Tally thrownAway = new Tally(0, 1);
    private final Exchanges load;
    private final int requestBytes;
    private final long limitNanos;
    private final ByteBuffer answer;
    private final ByteBuffer room = ByteBuffer.allocate(ROOM_BYTES);
    private @Nullable SocketChannel peer;
    private int received;
    private long deadline;

    private Rehearsal(ServerSocketChannel listener, LoadProfile profile, Wiring wiring, long limitNanos)
            throws IOException {
        this.listener = listener;
        this.limitNanos = limitNanos;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        listener.configureBlocking(false);
        var itself = new Spread(List.of((InetSocketAddress) listener.getLocalAddress()));
        var body = new BodyCheck(profile.verify(), new BodyTruth(ofUnknownBody(profile)), new Digests(), true);
        client = new Connection(itself.address(0), new AnswerReader(AnswerReader.scratch(), body, false), body);
        load = new Exchanges(wiring.to(itself), new BurstPacing(REQUESTS), thrownAway);
        requestBytes = wiring.request().limit();
        answer = ByteBuffer.wrap(("HTTP/1.1 " + LoadProfile.OK + " OK\r\nContent-Length: " + BODY_BYTES + "\r\n\r\n"
                        + "a".repeat(BODY_BYTES))
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Any body is learnt as the right one, and checked as the measured ones will be. */
    private static LoadProfile ofUnknownBody(LoadProfile profile) {
        return LoadProfileBuilder.builder(profile)
                .sizeBytes(null)
                .sha256(null)
                .crc32c(null)
                .status(LoadProfile.OK)
                .build();
    }

    /** {@code limitNanos}: the start waits no longer for it. Throws where this machine has no loopback, or nothing left for it. */
    static Rehearsal open(LoadProfile profile, Wiring wiring, long limitNanos) throws IOException {
        var listener = ServerSocketChannel.open();
        try {
            return new Rehearsal(listener, profile, wiring, limitNanos);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public void begin(Connection[] clients, long start) {
        deadline = start + limitNanos;
        load.begin(new Connection[] {client}, start);
    }

    @Override
    public void advance(long now) {
        load.advance(now);
        try {
            serve();
        } catch (IOException e) {
            deadline = now;
        }
    }

    private void serve() throws IOException {
        if (peer == null) {
            peer = listener.accept();
            if (peer != null) {
                peer.configureBlocking(false);
            }
            return;
        }
        received += Math.max(0, peer.read(room.clear()));
        if (received == requestBytes) {
            received = 0;
            peer.write(answer.rewind());
        }
    }

    /** Requests whose answer came and was right. */
    long walked() {
        return thrownAway.liveRequests() - thrownAway.liveFailures();
    }

    @Override
    public long untilDue(long now) {
        return 0;
    }

    @Override
    public boolean isOver(long now) {
        return load.isOver(now) || now - deadline >= 0;
    }

    @Override
    public void opened(Connection connection, long now) {
        load.opened(connection, now);
    }

    @Override
    public void refused(Connection connection, long now) {
        deadline = now;
    }

    @Override
    public void writable(Connection connection) {
        load.writable(connection);
    }

    @Override
    public void readable(Connection connection) {
        load.readable(connection);
    }

    @Override
    public void close() throws IOException {
        if (client.line != null) {
            client.line.remove(client);
        }
        client.abandon();
        if (peer != null) {
            peer.close();
        }
        listener.close();
    }
}
