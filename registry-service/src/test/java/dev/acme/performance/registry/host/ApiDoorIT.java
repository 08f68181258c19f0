package dev.acme.performance.registry.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Runtime API leaves behind once it is closed: nothing, whatever its environment does. */
@Timeout(60)
final class ApiDoorIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SOME = 20;
    private static final String NEXT = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: test\r\n\r\n";

    private final NoWork work = new NoWork();

    @Test
    void whoeverWaitsForWorkDoesSoNoLongerThanTheDoorIsOpen() throws Exception {
        for (int i = 0; i < SOME; i++) {
            var door = new ApiDoor(work);
            try (var environment = connected(door)) {
                say(environment, NEXT);
                var waiting = work.waiting();

                door.close();

                assertThat(waiting.join(LIMIT)).as("its thread has ended").isTrue();
                assertThat(isClosed(environment)).as("its connection").isTrue();
            }
        }
    }

    @Test
    void aConnectionThatSaysNothingEndsWithTheDoorToo() throws Exception {
        var door = new ApiDoor(work);
        try (var silent = connected(door);
                var waits = connected(door)) {
            say(waits, NEXT);
            assertThat(work.waiting().isAlive())
                    .as("so that the earlier one is accepted")
                    .isTrue();

            door.close();

            assertThat(isClosed(silent)).isTrue();
        }
    }

    private static Socket connected(ApiDoor door) throws IOException {
        int port = URI.create("http://" + door.address()).getPort();
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the other side has closed it. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Has nothing to do for anybody. */
    private static final class NoWork implements ApiDoor.Work {
        private final BlockingQueue<Thread> waiting = new LinkedBlockingQueue<>();

        @Override
        public Call next(long handlerInitMillis) throws InterruptedException {
            waiting.add(Thread.currentThread());
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody counts down");
        }

        @Override
        public Call current(String id) throws IOException {
            throw new IOException("no such invocation: " + id);
        }

        @Override
        public void initFailed(String type, String message) {
            throw new IllegalStateException(message);
        }

        /** The next thread that has begun to wait. */
        Thread waiting() throws InterruptedException {
            var thread = waiting.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(thread).as("a thread that waits for work").isNotNull();
            return thread;
        }
    }
}
