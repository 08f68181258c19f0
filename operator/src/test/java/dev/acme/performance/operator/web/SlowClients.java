package dev.acme.performance.operator.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Strangers who hold connections for as long as they are let, and come again a second after they are not. */
final class SlowClients implements AutoCloseable {
    /** Nothing, half a head, and all of a request that needs no token. */
    private static final List<String> BEGINNINGS =
            List.of("", "GET /api/v1/runs HTTP/1.1\r\nX-Slow: ", "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private static final int SECOND_MILLIS = 1_000;

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();

    SlowClients(int port, int number) {
        this.port = port;
        IntStream.range(0, number)
                .forEach(i -> threads.execute(() -> comeAgain(BEGINNINGS.get(i % BEGINNINGS.size()))));
    }

    private void comeAgain(String beginning) {
        try {
            // the pace is what makes them an attack that lasts, so it is kept, and ends with the test
            do {
                hold(beginning);
            } while (!over.await(SECOND_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A byte a second, until the server closes. */
    private void hold(String beginning) {
        long begin = System.nanoTime();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            connections.incrementAndGet();
            socket.setSoTimeout(SECOND_MILLIS);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (!Thread.currentThread().isInterrupted() && !isClosed(socket)) {
                if (beginning.endsWith(" ")) {
                    socket.getOutputStream().write('x');
                }
            }
        } catch (IOException e) {
            // cut off
        }
        if (!Thread.currentThread().isInterrupted()) {
            longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        }
    }

    /** Reads for a second. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read(new byte[4_096]) < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Of a connection that the server has closed. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    long connections() {
        return connections.get();
    }

    @Override
    public void close() {
        over.countDown();
        threads.shutdownNow();
        threads.close();
    }
}
