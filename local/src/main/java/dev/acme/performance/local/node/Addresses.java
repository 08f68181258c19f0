package dev.acme.performance.local.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Loopback addresses of this machine, so that every pod has its own and equal ports do not collide.
 *
 * <p>A block of 256 is taken by listening on the kubelet's port of its first address, which is the node's: two machines at
 * once on one computer, whoever runs them, take different blocks.
 */
final class Addresses implements AutoCloseable {
    private static final int KUBELET_PORT = 10250;
    private static final int TRIES = 200;
    private static final int FIRST = 2;
    private static final int LAST = 254;

    private final String block;
    private final ServerSocket held;
    private final Deque<String> free = new ArrayDeque<>();

    private Addresses(String block, ServerSocket held) {
        this.block = block;
        this.held = held;
        for (int i = FIRST; i <= LAST; i++) {
            free.add(block + i);
        }
    }

    static Addresses take(RandomGenerator random) throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String block = "127." + random.nextInt(1, 255) + "." + random.nextInt(0, 255) + ".";
            var socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(block + 1), KUBELET_PORT));
                return new Addresses(block, socket);
            } catch (IOException e) {
                socket.close();
            }
        }
        throw new IOException("no block of loopback addresses is free: port " + KUBELET_PORT
                + " is taken on all that were tried, perhaps by a program that listens on 0.0.0.0");
    }

    String ofNode() {
        return block + 1;
    }

    /** How many pods can have one at the same time. */
    static int count() {
        return LAST - FIRST + 1;
    }

    /** One that nobody has; empty where all are taken. */
    synchronized Optional<String> next() {
        return Optional.ofNullable(free.pollFirst());
    }

    /** Used again as late as possible: names are believed for a second. */
    synchronized void release(String address) {
        free.addLast(address);
    }

    /** Whether a program could listen there now. */
    static boolean isFree(String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
