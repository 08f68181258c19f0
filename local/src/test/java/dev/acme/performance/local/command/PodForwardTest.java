package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the connections of a port lead when pods come and go. */
@Timeout(30)
class PodForwardTest {
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final PodForward.Told told = new PodForward.Told(news::add, ends::add);

    /** Pods that tell each client their name and keep it. */
    private record Named(Optional<List<String>> ready) implements PodForward.Pods {
        @Override
        public PodForward.Connection lead(String pod, SocketChannel client) {
            try {
                client.write(ByteBuffer.wrap((pod + "\n").getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new PodForward.Connection() {
                @Override
                public boolean isOpen() {
                    return client.isOpen();
                }

                @Override
                public void close() throws IOException {
                    client.close();
                }
            };
        }
    }

    private PodForward forward(String... ready) {
        return PodForward.start(new Named(Optional.of(List.of(ready))), told, 0);
    }

    private static Socket client(PodForward forward) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), forward.port());
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Of the pod; empty where the connection ends before. */
    private static String name(Socket client) throws IOException {
        return reader(client).lines().findFirst().orElse("");
    }

    @Test
    void allLeadToOnePodForAsLongAsItIsReady() throws IOException {
        try (var forward = forward("a", "b")) {
            forward.look(List.of("b", "a"), 0);
            try (var one = client(forward);
                    var other = client(forward)) {
                assertThat(name(one)).isEqualTo("a");
                assertThat(name(other)).isEqualTo("a");
            }
            assertThat(news).isEmpty();
        }
    }

    @Test
    void whenItIsGoneItsConnectionsEndAndNewOnesLeadToAnother() throws IOException {
        try (var forward = forward("a", "b");
                var before = client(forward)) {
            var lines = reader(before);
            assertThat(lines.readLine()).isEqualTo("a");

            forward.look(List.of("b"), 0);

            assertThat(lines.readLine()).as("the end").isNull();
            try (var after = client(forward)) {
                assertThat(name(after)).isEqualTo("b");
            }
            assertThat(news).containsExactly("pod a is not ready any more", "the dashboard comes from pod b now");
        }
    }

    @Test
    void withoutAnyItWaitsForOneOnTheSamePort() throws IOException {
        try (var forward = forward("a")) {
            forward.look(List.of(), 0);
            try (var nobody = client(forward)) {
                assertThat(name(nobody)).isEmpty();
            }
            forward.look(List.of("c"), PodForward.PATIENCE.toNanos() - 1);

            try (var after = client(forward)) {
                assertThat(name(after)).isEqualTo("c");
            }
            assertThat(ends).isEmpty();
        }
    }

    @Test
    void withoutAnyForTooLongItIsGivenUp() {
        try (var forward = forward("a")) {
            forward.look(List.of(), 5);
            forward.look(List.of(), 5 + PodForward.PATIENCE.toNanos());

            assertThat(ends).containsExactly("no pod of the operator has been ready for 120 s");
        }
    }

    @Test
    void itLooksByItself() {
        var ready = new CopyOnWriteArrayList<>(List.of("a"));
        var pods = new Named(Optional.of(ready));
        try (var forward = PodForward.start(pods, told, 0)) {
            ready.set(0, "b");

            await().until(() -> news.contains("the dashboard comes from pod b now"));
            assertThat(forward.port()).isPositive();
        }
    }

    @Test
    void withoutOneAtTheBeginningItDoesNotStart() {
        assertThatThrownBy(() -> forward())
                .isInstanceOf(NotRunnable.class)
                .hasMessage("no pod of the operator is ready there");
        assertThatThrownBy(() -> PodForward.start(new Named(Optional.empty()), told, 0))
                .isInstanceOf(NotRunnable.class)
                .hasMessage("the operator's pods cannot be looked for");
    }
}
