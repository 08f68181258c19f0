package dev.acme.performance.local.command;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A port of this machine whose connections lead to one of several pods: always to the same one for as long as that is ready, then
 * to another. The client's own forward knows only the pod that there was at its beginning.
 */
final class PodForward implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Without a pod that is ready: longer than a Deployment takes to bring one. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Pods pods;
    private final Told told;
    private final ServerSocketChannel server;
    private final Set<Connection> connections = new HashSet<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("forward-looks").factory());
    private Optional<String> chosen = Optional.empty();
    private long lost;

    /** Where connections may lead. */
    interface Pods {
        /** The names of those that are ready; empty where nobody knows. */
        Optional<List<String>> ready();

        /** Leads {@code client} to a pod. */
        Connection lead(String pod, SocketChannel client);
    }

    /** Goes on until one of its ends closes it, or this. */
    interface Connection extends Closeable {
        boolean isOpen();
    }

    /**
     * Who hears of it.
     *
     * @param news that connections lead elsewhere, and why
     * @param end that it is given up, and why
     */
    record Told(Consumer<String> news, Consumer<String> end) {}

    private PodForward(Pods pods, Told told, ServerSocketChannel server) {
        this.pods = pods;
        this.told = told;
        this.server = server;
    }

    /**
     * Listens at once; {@code port} 0 takes any free one.
     *
     * @throws NotRunnable where no pod is ready, or the port cannot be had
     */
    static PodForward start(Pods pods, Told told, int port) {
        var ready = pods.ready().orElseThrow(() -> new NotRunnable("the operator's pods cannot be looked for"));
        if (ready.isEmpty()) {
            throw new NotRunnable("no pod of the operator is ready there");
        }
        var forward = new PodForward(pods, told, bound(port));
        forward.chosen = ready.stream().findFirst();
        Thread.ofPlatform().daemon().name("forward").start(forward::accept);
        var _ = forward.looks.scheduleWithFixedDelay(
                () -> pods.ready().ifPresent(now -> forward.look(now, System.nanoTime())),
                LOOK.toMillis(),
                LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
        return forward;
    }

    private static ServerSocketChannel bound(int port) {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new NotRunnable("port " + port + " cannot be had: " + e.getMessage());
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                lead(server.accept());
            }
        } catch (ClosedChannelException e) {
            // the end
            return;
        } catch (IOException e) {
            told.end().accept("port " + port() + " cannot be listened at any more: " + e.getMessage());
        }
    }

    /** A client that finds no pod comes again, as browsers do. */
    private synchronized void lead(SocketChannel client) {
        chosen.ifPresentOrElse(pod -> connections.add(pods.lead(pod, client)), () -> close(client));
    }

    /** Goes on to another pod where the chosen one is not among those that are {@code ready} at {@code now}. */
    synchronized void look(List<String> ready, long now) {
        connections.removeIf(connection -> !connection.isOpen());
        if (chosen.filter(ready::contains).isPresent()) {
            return;
        }
        var gone = chosen;
        chosen = ready.stream().findFirst();
        if (gone.isPresent()) {
            lost = now;
            connections.forEach(PodForward::close);
            told.news().accept("pod " + gone.get() + " is not ready any more");
        }
        chosen.ifPresent(pod -> told.news().accept("the dashboard comes from pod " + pod + " now"));
        if (chosen.isEmpty() && now - lost >= PATIENCE.toNanos()) {
            told.end().accept("no pod of the operator has been ready for " + PATIENCE.toSeconds() + " s");
        }
    }

    private static void close(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            // its other end was faster
            return;
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        close(server);
        synchronized (this) {
            connections.forEach(PodForward::close);
        }
    }
}
