package dev.acme.performance.operator.web;

import static dev.acme.performance.operator.web.HostileClient.CONTENT;
import static dev.acme.performance.operator.web.HostileClient.HEAD;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.web.http.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S-21: bodies larger than any that is taken, of many clients at once. Alone, for it looks at the heap of this process. */
@Isolated
@Timeout(120)
class HugeBodiesIT {
    private static final int CLIENTS = 10;
    /** What each of them sends unless it is kept from it. */
    private static final long BODY_BYTES = 64L << 20;

    private static final long HEAP_BYTES = 16L << 20;
    private static final byte[] PIECE = " ".repeat(0x4000).getBytes(US_ASCII);

    private final WebAtWork at = new WebAtWork(Limits.STANDARD, Duration.ofSeconds(1));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** How a client says how long its body is. */
    private enum Framing {
        DECLARED("Content-Length: " + (10L << 30), "", ""),
        CHUNKED("Transfer-Encoding: chunked", Integer.toHexString(PIECE.length) + "\r\n", "\r\n");

        private final String header;
        private final String before;
        private final String after;

        Framing(String header, String before, String after) {
            this.header = header;
            this.before = before;
            this.after = after;
        }
    }

    /** What became of a body. */
    private sealed interface End {
        /** An answer came. */
        record Answered(int status) implements End {}

        /** The connection ended, and none had come. */
        record Reset() implements End {}

        /** Neither came for as long as a client is patient. */
        record Silent() implements End {}
    }

    private record Sent(End end, long bytes) {}

    @BeforeEach
    void enter() {
        // what the first request loads is no body's
        assertThat(at.get("/api/v1/session").statusCode()).isEqualTo(200);
        assertThat(at.post("/health/performance/workload", "[]").statusCode()).isEqualTo(400);
    }

    @AfterEach
    void close() {
        threads.close();
        at.close();
    }

    /** Who listens while he sends hears that it is too much, before the connection goes. */
    @ParameterizedTest
    @EnumSource
    void whoListensHearsThatItIsTooLarge(Framing framing) {
        assertThat(sent(framing, true)).extracting(Sent::end).containsOnly(new End.Answered(413));
    }

    /** Who sends on is not heard out: what he finds when he looks is the answer, or that he was cut off. */
    @ParameterizedTest
    @EnumSource
    void whoDoesNotListenIsCutOff(Framing framing) {
        assertThat(sent(framing, false)).extracting(Sent::end).isSubsetOf(new End.Answered(413), new End.Reset());
    }

    /** How many clients end who begin at once; the API took little of any and kept nothing. */
    private List<Sent> sent(Framing framing, boolean listening) {
        send(framing, listening);
        at.turnClock(Duration.ofSeconds(10));

        try (var heap = new HeapPeak()) {
            var sent = send(framing, listening);
            long growth = heap.growth();

            System.err.println("S-21: %s, %s: %s, heap %+d bytes"
                    .formatted(framing, listening ? "listening" : "deaf", Set.copyOf(sent), growth));
            assertThat(sent).extracting(Sent::bytes).allMatch(bytes -> bytes < BODY_BYTES);
            assertThat(growth).isLessThan(HEAP_BYTES);
            return sent;
        }
    }

    private List<Sent> send(Framing framing, boolean listening) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> sendOne(framing, listening), threads))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private Sent sendOne(Framing framing, boolean listening) {
        try (var client = RawClient.to(at.port())
                .send("POST /health/performance/workload HTTP/1.1\r\n" + HEAD + CONTENT + framing.header
                        + "\r\n\r\n")) {
            return listening ? sentListening(framing, client) : sentDeaf(framing, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sent sentListening(Framing framing, RawClient client) {
        var end = CompletableFuture.supplyAsync(() -> end(client), threads);
        long bytes = sendBody(framing, client, end::isDone);
        return new Sent(end.join(), bytes);
    }

    private static Sent sentDeaf(Framing framing, RawClient client) {
        long bytes = sendBody(framing, client, () -> false);
        return new Sent(end(client), bytes);
    }

    /** How many bytes of the body were taken from the client, by the API or on the way to it. */
    private static long sendBody(Framing framing, RawClient client, BooleanSupplier isOver) {
        long bytes = 0;
        try {
            while (!isOver.getAsBoolean() && bytes < BODY_BYTES) {
                client.send(framing.before).send(PIECE).send(framing.after);
                bytes += PIECE.length;
            }
            return bytes;
        } catch (IOException e) {
            // nobody takes any more
            return bytes;
        }
    }

    private static End end(RawClient client) {
        try {
            return new End.Answered(client.answer().status());
        } catch (SocketTimeoutException e) {
            return new End.Silent();
        } catch (IOException e) {
            return new End.Reset();
        }
    }
}
