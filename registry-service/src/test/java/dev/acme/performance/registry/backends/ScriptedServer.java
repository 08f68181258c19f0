package dev.acme.performance.registry.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does to each connection what its script says. */
public final class ScriptedServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What is done to one connection, which is closed at the end. */
    @FunctionalInterface
    public interface Script {
        /**
         * Talks until it has nothing more to say.
         *
         * @param number how many connections came before
         */
        void play(Caller caller, int number) throws IOException;
    }

    private ScriptedServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static ScriptedServer start(Script script) {
        try {
            var started = new ScriptedServer(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), script);
            Thread.ofVirtual().start(started::accept);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers each request of each connection in turn. */
    public static ScriptedServer answering(Answer answer) {
        return start((caller, _) -> {
            for (var request = caller.next(); request.isPresent(); request = caller.next()) {
                answer.give(request.get(), caller);
            }
        });
    }

    /** What is sent for one request. */
    @FunctionalInterface
    public interface Answer {
        void give(Caller.Request request, Caller caller) throws IOException;
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Connections so far. */
    public int connections() {
        return accepted.get();
    }

    /** Connections that neither side has closed. */
    public int open() {
        return open.size();
    }

    /** Closes all connections, as a restart would. */
    public void dropConnections() {
        open.forEach(ScriptedServer::close);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropConnections();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                int number = accepted.getAndIncrement();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            script.play(new Caller(socket), number);
        } catch (IOException e) {
            close(socket);
        } finally {
            close(socket);
            open.remove(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
