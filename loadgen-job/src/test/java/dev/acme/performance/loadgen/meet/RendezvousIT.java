package dev.acme.performance.loadgen.meet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.loadgen.drive.LoadFailed;
import dev.acme.performance.loadgen.drive.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RendezvousIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Rendezvous> opened = new ArrayList<>();
    private final InetSocketAddress place = free();

    @AfterEach
    void closeAll() {
        opened.forEach(Rendezvous::close);
        threads.shutdownNow();
    }

    /** The last comes first: nobody listens yet, and it asks again until somebody does. Their instants are one. */
    @Test
    void allOfThemStartAtOneInstantRoundAfterRound() throws Exception {
        var starts = new ArrayList<Future<List<Long>>>();
        for (int index = 3; index >= 0; index--) {
            var meeting = meeting(index, 4, "run", LIMIT);
            starts.add(threads.submit(() -> {
                long warmup = meeting.start();
                meeting.await();
                return List.of(warmup, meeting.start());
            }));
        }

        for (int round = 0; round < 2; round++) {
            var instants = new ArrayList<Long>();
            for (Future<List<Long>> start : starts) {
                instants.add(start.get().get(round));
            }
            long apart = instants.stream().mapToLong(Long::longValue).max().orElseThrow()
                    - instants.stream().mapToLong(Long::longValue).min().orElseThrow();
            assertThat(apart).isLessThan(TimeUnit.MILLISECONDS.toNanos(45));
        }
    }

    @Test
    void oneThatIsLostBeforeTheStartEndsTheMeetingForAll() throws Exception {
        var first = threads.submit(meeting(0, 3, "run", LIMIT)::start);
        var second = threads.submit(meeting(1, 3, "run", LIMIT)::start);
        try (var third = connected()) {
            say(third, "HELLO run 2\n");
        }

        assertFails(first, "another load generator was lost before the common start");
        assertFails(second, "another load generator was lost before the common start");
    }

    @Test
    void whoDoesNotComeIsNamedAfterTheLimit() {
        assertFails(threads.submit(meeting(0, 2, "run", Duration.ofMillis(300))::start), "1 of 2 came within 0 s");
        assertFails(
                threads.submit(meeting(1, 2, "run", Duration.ofMillis(300))::start),
                "the first one was not to be reached");
    }

    @Test
    void strangersAreSentAway() throws Exception {
        var first = threads.submit(meeting(0, 2, "run", LIMIT)::start);
        try (var stranger = connected()) {
            say(stranger, "HELLO other 1\n");
            stranger.setSoTimeout(5_000);
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
        var second = threads.submit(meeting(1, 2, "run", LIMIT)::start);

        assertThat(Math.abs(first.get() - second.get())).isLessThan(TimeUnit.MILLISECONDS.toNanos(45));
    }

    @Test
    void whoIsToldToStopStops() throws Exception {
        var meeting = meeting(0, 2, "run", Duration.ofMinutes(5));
        var start = threads.submit((Callable<Long>) meeting::start);
        try (var other = connected()) {
            say(other, "HELLO run 1\n");
            meeting.close();
            assertThatThrownBy(start::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LoadFailed.class);
        }
    }

    private static void assertFails(Future<Long> meeting, String reason) {
        assertThatThrownBy(meeting::get)
                .cause()
                .isInstanceOf(LoadFailed.class)
                .hasMessageStartingWith("the load generators did not meet: ")
                .hasMessageContaining(reason);
    }

    private Rendezvous meeting(int index, int of, String token, Duration limit) {
        var meeting = new Rendezvous(new Part(index, of), token, place, limit);
        opened.add(meeting);
        return meeting;
    }

    /** Connects as soon as somebody listens. */
    private Socket connected() throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return new Socket(place.getAddress(), place.getPort());
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    }

    private static InetSocketAddress free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
