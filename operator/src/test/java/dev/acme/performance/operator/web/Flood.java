package dev.acme.performance.operator.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** One user's requests over a few kept connections, so many a second as long as the server keeps up; counts the answers. */
final class Flood implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final int port;
    private final String request;
    private final long pauseNanos;
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long begin = System.nanoTime();
    private volatile long end;

    Flood(int port, String token, int perSecond) {
        this.port = port;
        this.request = "GET /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        this.pauseNanos = Duration.ofSeconds(1).toNanos() * CONNECTIONS / perSecond;
        IntStream.range(0, CONNECTIONS).forEach(_ -> threads.execute(this::send));
    }

    private void send() {
        try (var client = RawClient.to(port)) {
            for (long next = System.nanoTime(); !isOver.get(); next += pauseNanos) {
                LockSupport.parkNanos(next - System.nanoTime());
                count(client.send(request).answer().status());
            }
        } catch (IOException e) {
            count(0);
        }
    }

    private void count(int status) {
        answers.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
    }

    /** By status; 0 for a connection that broke. */
    long answered(int status) {
        return answers.getOrDefault(status, new AtomicLong()).get();
    }

    double perSecond() {
        long all = answers.values().stream().mapToLong(AtomicLong::get).sum();
        long until = isOver.get() ? end : System.nanoTime();
        return all * 1e9 / (until - begin);
    }

    @Override
    public void close() {
        end = System.nanoTime();
        isOver.set(true);
        threads.close();
    }
}
