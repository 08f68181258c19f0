package dev.acme.performance.registry.http;

import dev.acme.performance.registry.deadline.Deadline;
import dev.acme.performance.registry.storage.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One client's socket and the deadline of whatever we wait for from it. */
final class ClientConnection {
    private static final int WAITING_BYTES = 16 * 1024;

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

    /**
     * Sends a part of a file without its bytes passing through this process. A virtual thread's socket takes what it has
     * room for and says 0 when it has none; one small write waits for room (docs/adr/0012).
     *
     * @throws IOException where the client has left, took nothing for as long as the limit, or the file is shorter
     */
    void send(FileChannel file, ByteRange part, Duration limit) throws IOException {
        long at = part.from();
        long end = at + part.length();
        while (at < end) {
            deadline.within(limit);
            long sent = file.transferTo(at, end - at, channel);
            at += sent > 0 ? sent : awaitRoom(file, at, end);
        }
        deadline.disarm();
    }

    private long awaitRoom(FileChannel file, long at, long end) throws IOException {
        var piece = ByteBuffer.allocate((int) Math.min(WAITING_BYTES, end - at));
        int length = file.read(piece, at);
        if (length < 1) {
            throw new EOFException("the file ends before byte " + end);
        }
        piece.flip();
        return channel.write(piece);
    }

    void forget() {
        deadline.close();
    }
}
