package dev.acme.performance.registry.wire;

import dev.acme.performance.registry.deadline.Deadline;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.tls.Trust;
import dev.acme.performance.registry.tls.Untrusted;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket to the storage, with the deadline of whatever it waits for; used by one thread at a time. */
final class WireConnection {
    private static final Logger LOG = LoggerFactory.getLogger(WireConnection.class);

    private final Endpoint endpoint;
    private final SocketChannel channel;
    private final Deadline deadline;
    private final Transport transport;

    private WireConnection(Endpoint endpoint, SocketChannel channel, Deadline deadline, Transport transport) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.deadline = deadline;
        this.transport = transport;
    }

    /**
     * Connects, with TLS where the endpoint asks for it.
     *
     * @throws IOException where the endpoint refuses or is unknown
     * @throws WireTimeout where it does not answer in time
     * @throws Untrusted where it cannot prove that it is the endpoint
     */
    static WireConnection open(Endpoint endpoint, WireSettings settings, Deadlines deadlines) throws IOException {
        var channel = SocketChannel.open();
        var deadline = deadlines.watch(channel);
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            deadline.within(settings.connect());
            channel.connect(resolved(endpoint));
            var transport =
                    endpoint.secure() ? Transport.tls(channel, endpoint, settings.trust()) : Transport.plain(channel);
            deadline.disarm();
            return new WireConnection(endpoint, channel, deadline, transport);
        } catch (IOException e) {
            deadline.close();
            discard(channel);
            throw believed(named(e, deadline, "connection", settings.connect()), endpoint, settings.trust());
        }
    }

    private static IOException believed(IOException failure, Endpoint endpoint, Trust trust) {
        var server = (endpoint.secure() ? "https://" : "http://") + endpoint.host() + ":" + endpoint.port();
        Untrusted.of(failure, server, trust).ifPresent(untrusted -> {
            throw untrusted;
        });
        return failure;
    }

    private static InetSocketAddress resolved(Endpoint endpoint) throws UnknownHostException {
        var address = new InetSocketAddress(endpoint.host(), endpoint.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(endpoint.host());
        }
        return address;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Keeps the unused connection for a while; it closes itself afterwards. */
    void rest(Duration idle) {
        deadline.within(idle);
    }

    /** Whether the connection is still there to be used again. */
    boolean wake() {
        return deadline.disarm() && channel.isOpen() && isQuiet();
    }

    /** A server that closed, or said something unasked, while the connection rested left something to be read. */
    private boolean isQuiet() {
        try {
            channel.configureBlocking(false);
            int n = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return n == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes all bytes, within the limit. */
    void write(ByteBuffer bytes, Duration limit) throws IOException {
        deadline.within(limit);
        try {
            transport.write(bytes);
        } catch (IOException e) {
            throw named(e, deadline, "progress of the request", limit);
        }
        deadline.disarm();
    }

    /**
     * Reads what is there, at least one byte, waiting no longer than the limit.
     *
     * @throws EOFException where the other side has closed
     * @throws WireTimeout where nothing came in time
     */
    void read(ByteBuffer into, Duration limit) throws IOException {
        deadline.within(limit);
        int n;
        try {
            n = transport.read(into);
        } catch (IOException e) {
            throw named(e, deadline, "byte", limit);
        }
        if (n < 0) {
            throw new EOFException("closed by the storage");
        }
        deadline.disarm();
    }

    /** Ends the connection, whatever it is doing. */
    void discard() {
        deadline.close();
        discard(channel);
    }

    private static void discard(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection failed", e);
        }
    }

    /** What failed because the sweeper closed the socket is a timeout; everything else stays what it is. */
    private static IOException named(IOException failure, Deadline deadline, String awaited, Duration limit) {
        if (deadline.isExpired()) {
            throw new WireTimeout(awaited, limit, failure);
        }
        return failure;
    }
}
