package dev.acme.performance.operator.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A kubelet with one log, which goes on for as long as a test wants; the mock API server has whole answers only. */
final class FollowedLog implements AutoCloseable {
    private static final String END = "";
    private static final long PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final AtomicInteger readers = new AtomicInteger();

    FollowedLog() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::stream);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/log";
    }

    void print(String line) {
        lines.add(line + "\n");
    }

    /** The container has ended. */
    void end() {
        lines.add(END);
    }

    /** Those who read it now: none once all have hung up, which shows when something is printed. */
    int readers() {
        return readers.get();
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
        readers.incrementAndGet();
        try (exchange;
                var body = exchange.getResponseBody()) {
            for (String line = next(); !line.equals(END); line = next()) {
                body.write(line.getBytes(UTF_8));
                body.flush();
            }
        } finally {
            readers.decrementAndGet();
        }
    }

    private String next() {
        try {
            var line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return line == null ? END : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return END;
        }
    }

    @Override
    public void close() {
        end();
        server.stop(0);
        threads.shutdownNow();
    }
}
