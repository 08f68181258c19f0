package dev.acme.performance.local.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The way to a backend of this machine, on which answers come as late and as slowly as a {@link Shape} says. Every byte passes
 * as it is, so signatures hold.
 */
final class Relay implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int PIECE = 64 * 1024;

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Shape shape;
    private final Questions questions;
    private final Pace total;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Which of a client's questions are answered late. */
    enum Questions {
        /** Downloads over HTTP: what is filled in, and asked about, is nothing that is measured. */
        HTTP_GET,
        /** Whatever a client says. */
        ALL
    }

    private Relay(ServerSocket door, InetSocketAddress target, Shape shape, Questions questions) {
        this.door = door;
        this.target = target;
        this.shape = shape;
        this.questions = questions;
        this.total = shape.totalPace();
    }

    /** @param targetPort of loopback */
    static Relay open(ListenAddress address, int targetPort, Shape shape, Questions questions) {
        try {
            var door = new ServerSocket(address.port(), BACKLOG, InetAddress.getByName(address.host()));
            var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
            var relay = new Relay(door, target, shape, questions);
            Thread.ofPlatform().daemon().name("relay").start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new BackendFailure("no relay on " + address + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() {
        end(door);
        open.forEach(Relay::end);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofVirtual().name("relay").start(() -> serve(client));
            } catch (IOException e) {
                // closed, or out of descriptors: the next one may fare better
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void serve(Socket client) {
        var server = new Socket();
        open.add(client);
        open.add(server);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target);
            var turn = new Turn(shape, questions, this::isRefused);
            var answers = Thread.ofVirtual().name("relay").start(() -> answer(server, client, turn));
            ask(client, server, turn);
            answers.join();
        } catch (IOException e) {
            end(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(client);
            end(server);
            open.remove(client);
            open.remove(server);
        }
    }

    private synchronized boolean isRefused() {
        return random.nextDouble() * 100 < shape.errorPercent();
    }

    private static void ask(Socket client, Socket server, Turn turn) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        var piece = new byte[PIECE];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            if (turn.asked(piece, n, System.nanoTime())) {
                waitUntil(turn.due());
                client.getOutputStream().write(Turn.refusal());
                break;
            }
            out.write(piece, 0, n);
        }
        end(server);
    }

    private void answer(Socket server, Socket client, Turn turn) {
        var connection = shape.connectionPace();
        var piece = new byte[Math.min(connection.pieceBytes(PIECE), total.pieceBytes(PIECE))];
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (turn.isShaped()) {
                    waitUntil(turn.due());
                    waitUntil(total.passed(n, System.nanoTime()));
                    waitUntil(connection.passed(n, System.nanoTime()));
                }
                turn.answered();
                out.write(piece, 0, n);
            }
        } catch (IOException e) {
            end(server);
        } finally {
            if (!turn.isRefused()) {
                end(client);
            }
        }
    }

    private static void waitUntil(long instant) {
        for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
