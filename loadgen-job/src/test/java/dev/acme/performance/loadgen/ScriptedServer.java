package dev.acme.performance.loadgen;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose answers and delays a test decides: plain sockets on loopback, one thread for each connection. */
public final class ScriptedServer implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String lastHead = "";

    /** What the server does with one request. */
    public interface Script {
        void answer(Call call) throws IOException;
    }

    private ScriptedServer(InetSocketAddress address, Script script) throws IOException {
        this.script = script;
        listener = new ServerSocket();
        listener.bind(address, BACKLOG);
        Thread.ofPlatform().daemon().name("server").start(this::accept);
    }

    public static ScriptedServer on(InetSocketAddress address, Script script) {
        try {
            return new ScriptedServer(address, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ScriptedServer of(Script script) {
        return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), script);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Requests whose head came. */
    public int requests() {
        return requests.get();
    }

    /** The latest request up to its empty line. */
    String lastHead() {
        return lastHead;
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        open.forEach(ScriptedServer::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().name("connection").start(() -> serve(socket));
            } catch (IOException e) {
                // closed: the loop ends
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                long arrived = System.nanoTime();
                lastHead = head;
                script.answer(new Call(socket, head, requests.incrementAndGet(), arrived));
            }
        } catch (IOException e) {
            // the client went away, or the script closed the connection
        } finally {
            open.remove(socket);
        }
    }

    /** Up to the empty line, without it; empty where the connection ended before. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
