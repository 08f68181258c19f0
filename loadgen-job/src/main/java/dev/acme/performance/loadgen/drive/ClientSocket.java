package dev.acme.performance.loadgen.drive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection's way to the kernel: opened again and again, one channel at a time, and what the selector shall tell of it. */
final class ClientSocket {
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean isOpen;

    /** Starts connecting for that connection, which the selector will name; true where it succeeded at once. */
    boolean dial(InetSocketAddress address, Selector selector, Connection connection) throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        isOpen = opened.connect(address);
        key = opened.register(selector, isOpen ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection);
        return isOpen;
    }

    /** The selector says that connecting ended; false where it did not after all. */
    boolean finishDialing() throws IOException {
        if (channel != null && key != null && channel.finishConnect()) {
            isOpen = true;
            key.interestOps(SelectionKey.OP_READ);
        }
        return isOpen;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Closing cannot fail in a way that matters: the kernel takes the descriptor back in any case. */
    void close() {
        isOpen = false;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // nothing was left to be written, nothing is left to be read
            }
        }
        channel = null;
        key = null;
    }

    /** Sends from there on, and says how far it came; the selector calls again where the kernel takes no more. */
    int write(ByteBuffer request, int from) throws IOException {
        if (channel == null || key == null) {
            return from;
        }
        request.position(from);
        channel.write(request);
        if (request.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else if (from > 0) {
            key.interestOps(SelectionKey.OP_READ);
        }
        return request.position();
    }

    /** As {@link SocketChannel#read(ByteBuffer)}. */
    int read(ByteBuffer buffer) throws IOException {
        return channel == null ? -1 : channel.read(buffer);
    }
}
