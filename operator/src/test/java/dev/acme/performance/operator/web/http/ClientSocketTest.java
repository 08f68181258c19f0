package dev.acme.performance.operator.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.web.http.ClientSocket.Stage;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose connection is given up for another's, and when. */
class ClientSocketTest {
    private static final Limits LIMITS = Limits.STANDARD;

    @ParameterizedTest
    @CsvSource({
        "false, CONNECTED, 0",
        "false, HEAD, 0",
        "false, BODY, 0",
        "false, IDLE, 0",
        "false, ANSWER, 1",
        "true, HEAD, 2",
        "true, BODY, 2",
        "true, IDLE, 2",
        "true, ANSWER, -1",
        "true, LEAVING, 0"
    })
    void whoKeepsUsWaitingLeavesFirstAndAUserThatIsAnsweredNever(boolean isUsers, Stage stage, int rank)
            throws IOException {
        try (var channel = SocketChannel.open()) {
            var socket = new ClientSocket(channel, LIMITS);
            if (isUsers) {
                socket.becomeUsers("somebody");
            }
            socket.enter(stage);

            assertThat(socket.rank()).isEqualTo(rank < 0 ? OptionalInt.empty() : OptionalInt.of(rank));
        }
    }

    @Test
    void theFirstHeadHasItsTimeFromTheConnectionOn() throws IOException {
        try (var channel = SocketChannel.open()) {
            var socket = new ClientSocket(channel, new Limits(1, Duration.ZERO, hour(), hour(), hour(), 1));
            socket.enter(Stage.HEAD);
            assertThat(socket.isLate(System.nanoTime())).isTrue();
            assertThat(socket.isWithinHead()).isTrue();

            socket.enter(Stage.BODY);
            assertThat(socket.isLate(System.nanoTime())).isFalse();
        }
    }

    private static Duration hour() {
        return Duration.ofHours(1);
    }
}
