package dev.acme.performance.registry.http;

import dev.acme.performance.registry.deadline.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One client's socket and the deadline of whatever we wait for from it. */
final class ClientConnection {
    private final SocketChannel channel;
    private final Deadline deadline;

    ClientConnection(SocketChannel channel, Deadline deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** The client must send within the limit; its socket is closed otherwise. */
    void expectWithin(Duration limit) {
        deadline.within(limit);
    }

    /** It is our turn: the client may wait as long as it takes. */
    void expectNothing() {
        deadline.disarm();
    }

    /**
     * Writes the bytes straight from the buffer to the socket, past the web server's own copies (docs/adr/0003).
     *
     * @throws IOException where the client has left, or took nothing for as long as the limit
     */
    void write(ByteBuffer bytes, Duration limit) throws IOException {
        while (bytes.hasRemaining()) {
            deadline.within(limit);
            channel.write(bytes);
        }
        deadline.disarm();
    }

    void forget() {
        deadline.close();
    }
}
