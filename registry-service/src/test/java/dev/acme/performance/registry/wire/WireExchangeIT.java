package dev.acme.performance.registry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.backends.Caller;
import dev.acme.performance.registry.backends.ScriptedServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Single exchanges with a server that does what its script says: framing, and everything that can break. */
final class WireExchangeIT {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @Test
    void aRequestIsWrittenAsItWasSigned() throws Exception {
        var seen = new LinkedBlockingQueue<Caller.Request>();
        try (var wire = Wire.to(ScriptedServer.answering((request, caller) -> {
            seen.add(request);
            caller.send(OK + "Content-Length: 2\r\n\r\nhi");
        }))) {
            assertThat(Wire.text(wire.put("/a%20b/c", "body"))).isEqualTo("hi");
        }

        var request = seen.take();
        assertThat(request.line()).isEqualTo("PUT /a%20b/c HTTP/1.1");
        assertThat(request.header("host")).get().asString().startsWith("127.0.0.1:");
        assertThat(request.header("expect")).as("nobody waits for 100 Continue").isEmpty();
        assertThat(request.body()).isEqualTo("body");
    }

    @Test
    void interimAnswersArePassedOver() throws Exception {
        try (var wire = wire("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK
                + "Content-Length: 2\r\n\r\nhi")) {
            assertThat(Wire.text(wire.put("/", "x"))).isEqualTo("hi");
        }
    }

    @Test
    void aChunkedBodyIsPutTogether() throws Exception {
        var chunks = "5;ext=1\r\nhello\r\n1\r\n \r\nA\r\nwide world\r\n0\r\nTrailer: x\r\n\r\n";
        try (var wire = wire(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks)) {
            assertThat(Wire.text(wire.get("/"))).isEqualTo("hello wide world");
            assertThat(Wire.text(wire.get("/"))).as("over the same connection").isEqualTo("hello wide world");
        }
    }

    @Test
    void aChunkMayBeLargerThanTheBuffer() throws Exception {
        var large = "x".repeat(100_000);
        try (var wire = wire(OK + "Transfer-Encoding: chunked\r\n\r\n186A0\r\n" + large + "\r\n0\r\n\r\n")) {
            assertThat(Wire.text(wire.get("/"))).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\nx\r\n0\r\n\r\n",
                "\r\n",
                "ffffffffffffffffff\r\n",
                "1\r\nxy\r\n0\r\n\r\n",
                "1\nx\n0\n\n",
                "5\r\nhel"
            })
    void aDamagedChunkIsAFailure(String chunks) throws Exception {
        try (var wire = Wire.to(ScriptedServer.start((caller, _) -> {
            caller.next();
            caller.send(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
        }))) {
            var response = wire.get("/");

            assertThatThrownBy(() -> Wire.text(response)).isInstanceOf(IOException.class);
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void aBodyWithoutLengthLastsUntilTheServerCloses() throws Exception {
        try (var wire = Wire.to(ScriptedServer.start((caller, _) -> {
            caller.next();
            caller.send(OK + "\r\n" + "y".repeat(50_000));
        }))) {
            assertThat(Wire.text(wire.get("/"))).hasSize(50_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, 204 No Content", "GET, 304 Not Modified", "HEAD, 200 OK"})
    void someAnswersHaveNoBodyWhateverTheirLengthSays(SdkHttpMethod method, String status) throws Exception {
        var server = ScriptedServer.answering(
                (_, caller) -> caller.send("HTTP/1.1 " + status + "\r\nContent-Length: 10\r\n\r\n"));
        try (var wire = Wire.to(server)) {
            assertThat(Wire.text(wire.prepare(method, "/").call())).isEmpty();
            assertThat(Wire.text(wire.prepare(method, "/").call())).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatEndsEarlyIsAFailure() throws Exception {
        try (var wire = Wire.to(ScriptedServer.start((caller, _) -> {
            caller.next();
            caller.send(OK + "Content-Length: 10\r\n\r\nonly");
        }))) {
            var response = wire.get("/");

            assertThatThrownBy(() -> Wire.text(response)).isInstanceOf(EOFException.class);
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void bytesAfterTheBodyEndTheConnection() throws Exception {
        var server = ScriptedServer.answering((_, caller) -> caller.send(OK + "Content-Length: 2\r\n\r\nhiHTTP/1.1"));
        try (var wire = Wire.to(server)) {
            assertThat(Wire.text(wire.get("/"))).isEqualTo("hi");
            assertThat(Wire.text(wire.get("/"))).isEqualTo("hi");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 200 OK\r\nbroken\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                ""
            })
    void aMalformedOrShortHeadIsAFailure(String head) throws Exception {
        try (var wire = Wire.to(ScriptedServer.start((caller, _) -> {
            caller.next();
            caller.send(head);
        }))) {
            assertThatThrownBy(() -> wire.get("/")).isInstanceOf(IOException.class);
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void anOversizedHeadIsAFailure() throws Exception {
        try (var wire = wire(OK + "X-Large: " + "x".repeat(17_000) + "\r\n\r\n")) {
            assertThatThrownBy(() -> wire.get("/"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("16384");
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void aServerThatNeverAnswersIsATimeout() throws Exception {
        var server = ScriptedServer.start((caller, _) -> {
            caller.next();
            caller.isClosedByClient();
        });
        try (var wire = new Wire(Wire.settings(1, Wire.LONG, Wire.SHORT, Wire.LONG), server)) {
            assertThatThrownBy(() -> wire.get("/"))
                    .isInstanceOf(WireTimeout.class)
                    .hasMessageContaining("300 ms");
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void aBodyThatStallsIsATimeout() throws Exception {
        var server = ScriptedServer.start((caller, _) -> {
            caller.next();
            caller.send(OK + "Content-Length: 10\r\n\r\nonly").isClosedByClient();
        });
        try (var wire = new Wire(Wire.settings(1, Wire.LONG, Wire.LONG, Wire.SHORT), server)) {
            var response = wire.get("/");

            assertThatThrownBy(() -> Wire.text(response)).isInstanceOf(WireTimeout.class);
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void aRefusedConnectionIsAFailureAndFreesItsPlace() throws Exception {
        // bound, so that nobody else gets the port, and not listening
        try (var taken = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var wire = new Wire(
                        Wire.settings(1, Wire.LONG, Wire.LONG, Wire.LONG),
                        taken.socket().getLocalPort())) {
            assertThatThrownBy(() -> wire.get("/")).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> wire.get("/")).isInstanceOf(ConnectException.class);
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void aLineBreakInAHeaderNeverLeaves() {
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("http")
                .host("localhost")
                .putHeader("X", "a\r\nY: b")
                .build();

        assertThatThrownBy(() -> RequestHead.bytes(request)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Wire wire(String answer) {
        return Wire.to(ScriptedServer.answering((_, caller) -> caller.send(answer)));
    }
}
