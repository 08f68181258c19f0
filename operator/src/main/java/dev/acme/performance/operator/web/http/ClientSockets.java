package dev.acme.performance.operator.web.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of all clients, each with the instant by which its client must have moved on: the web server would wait for a
 * slow head or body for ever, and a blocking channel has no time limit of its own.
 */
final class ClientSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSockets.class);
    private static final Duration TICK = Duration.ofMillis(100);

    private final Map<SocketAddress, Client> byAddress = new ConcurrentHashMap<>();
    private final Duration first;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("web-deadlines").factory());

    /** @param first what a new socket has until its first request's head begins */
    ClientSockets(Duration first) {
        this.first = first;
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static final class Client {
        private final SocketChannel channel;
        private volatile long due;

        Client(SocketChannel channel, Duration limit) {
            this.channel = channel;
            within(limit);
        }

        void within(Duration limit) {
            due = System.nanoTime() + limit.toNanos();
        }
    }

    void accept(SocketChannel channel) {
        byAddress.put(remote(channel), new Client(channel, first));
    }

    /** From now on the client at {@code address} has {@code limit}; its socket is closed otherwise. */
    void within(SocketAddress address, Duration limit) {
        Optional.ofNullable(byAddress.get(address)).ifPresent(it -> it.within(limit));
    }

    /** Nothing more is said to the client at {@code address}: whatever it sends now is no request. */
    void lastWord(SocketAddress address) {
        var client = byAddress.get(address);
        if (client != null) {
            try {
                client.channel.shutdownOutput();
            } catch (IOException e) {
                LOG.debug("the client has left", e);
            }
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        byAddress.values().removeIf(it -> {
            if (it.channel.isOpen() && now - it.due >= 0) {
                close(it.channel);
            }
            return !it.channel.isOpen();
        });
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a late socket failed", e);
        }
    }

    private static SocketAddress remote(SocketChannel channel) {
        try {
            return channel.getRemoteAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
