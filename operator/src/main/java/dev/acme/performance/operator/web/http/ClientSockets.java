package dev.acme.performance.operator.web.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The sockets of all clients, so many at most, each with the instant by which its client must have moved on: the web server would
 * wait for a slow head or body for ever, a blocking channel has no time limit of its own, and where the web server bounds
 * connections it lets newcomers wait behind whoever came first.
 */
final class ClientSockets implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int TIMEOUT = 408;
    private static final int UNAVAILABLE = 503;

    private final Map<SocketAddress, ClientSocket> byAddress = new ConcurrentHashMap<>();
    private final Limits limits;
    private final IntConsumer unread;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("web-deadlines").factory());

    /** @param unread told the status that a client would have got whose connection is given up before its request is read */
    ClientSockets(Limits limits, IntConsumer unread) {
        this.limits = limits;
        this.unread = unread;
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Takes a new one in, for which the oldest of those that matter least leaves where there are too many.
     *
     * @throws IllegalStateException where all of them are users that are answered
     */
    void accept(SocketChannel channel) {
        byAddress.values().removeIf(it -> !it.isOpen());
        if (byAddress.size() >= limits.connections()) {
            unread.accept(UNAVAILABLE);
            leaving()
                    .orElseThrow(() -> new IllegalStateException("too many connections"))
                    .close();
        }
        byAddress.put(remote(channel), new ClientSocket(channel, limits));
    }

    private Optional<ClientSocket> leaving() {
        long now = System.nanoTime();
        return byAddress.values().stream()
                .filter(it -> it.rank().isPresent())
                .min(Comparator.comparingInt((ClientSocket it) -> it.rank().orElse(Integer.MAX_VALUE))
                        .thenComparing(Comparator.comparingLong((ClientSocket it) -> it.age(now))
                                .reversed()));
    }

    /** The client at {@code address} goes on to {@code stage}, and has that stage's time; false where it must leave. */
    boolean enter(SocketAddress address, ClientSocket.Stage stage) {
        return at(address).map(it -> it.enter(stage)).orElse(false);
    }

    /**
     * The client at {@code address} is somebody whom the API server knows; false where so many requests of his are under way, or
     * answered and not taken, that others would find no place: then this one counts as a stranger's.
     */
    synchronized boolean becomeUsers(SocketAddress address, String user) {
        var socket = at(address);
        long answering = byAddress.values().stream()
                .filter(it -> socket.filter(it::equals).isEmpty())
                .filter(it -> it.isAnswering(user))
                .count();
        boolean isOneOfFew = answering < limits.connectionsOfAUser();
        socket.ifPresent(it -> {
            if (isOneOfFew) {
                it.becomeUsers(user);
            } else {
                it.becomeNobodys();
            }
        });
        return isOneOfFew;
    }

    /** Nothing more is said to the client at {@code address}. */
    void lastWord(SocketAddress address) {
        at(address).ifPresent(ClientSocket::lastWord);
    }

    private Optional<ClientSocket> at(SocketAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    private void sweep() {
        long now = System.nanoTime();
        byAddress.values().removeIf(it -> {
            if (it.isLate(now)) {
                if (it.isWithinHead()) {
                    unread.accept(TIMEOUT);
                }
                it.close();
            }
            return !it.isOpen();
        });
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
