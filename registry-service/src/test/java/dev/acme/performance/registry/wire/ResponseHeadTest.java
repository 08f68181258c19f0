package dev.acme.performance.registry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The heads of answers: what is understood, what is refused. */
final class ResponseHeadTest {
    @Test
    void aHeadIsReadWhateverTheCaseOfItsNames() throws Exception {
        var head = parse("HTTP/1.1 206 Partial Content\r\nContent-LENGTH: 12\r\nX-A:  1 \r\nx-a:2\r\nE:\r\n\r\n");

        assertThat(head.status()).isEqualTo(206);
        assertThat(head.reason()).isEqualTo("Partial Content");
        assertThat(head.contentLength()).isEqualTo(OptionalLong.of(12));
        assertThat(head.headers().get("x-a")).containsExactly("1", "2");
        assertThat(head.headers().get("e")).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 200, ''", "HTTP/1.1 200 , ''", "HTTP/1.1 200 OK, OK", "HTTP/1.1 503 Slow Down, Slow Down"})
    void aReasonMayBeAbsent(String line, String reason) throws Exception {
        assertThat(parse(line + "\r\n\r\n").reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.0 200 OK",
                "HTTP/2 200",
                "HTTP/1.1 20",
                "HTTP/1.1 abc OK",
                "HTTP/1.1 -20 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 99 OK",
                "ICY 200 OK",
                "<html>"
            })
    void aForeignFirstLineIsRefused(String line) {
        assertThatThrownBy(() -> parse(line + "\r\n\r\n")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", ": no name", " folded: x", "a b: x", "tab\t: x"})
    void aMalformedHeaderIsRefused(String header) {
        assertThatThrownBy(() -> parse("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void tooManyHeadersAreRefused() throws Exception {
        assertThat(parse("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(128) + "\r\n")
                        .headers())
                .containsKey("a");
        assertThatThrownBy(() -> parse("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(129) + "\r\n"))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1x", "", "99999999999999999999", "0x10", "+5", "1 2", "٣"})
    void aLengthThatIsNoNumberIsRefused(String length) throws Exception {
        var head = parse("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");

        assertThatThrownBy(head::contentLength).isInstanceOf(IOException.class);
    }

    @Test
    void twoLengthsAreAmbiguous() throws Exception {
        var head = parse("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");

        assertThatThrownBy(head::contentLength).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Connection: close, true, false",
        "Connection: Close, true, false",
        "'Connection: x, close', true, false",
        "Connection: keep-alive, false, false",
        "Transfer-Encoding: Chunked, false, true",
        "'Transfer-Encoding: gzip, chunked', false, true",
        "Accept: chunked, false, false"
    })
    void framingIsToldByItsHeaders(String header, boolean closes, boolean chunked) throws Exception {
        var head = parse("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n");

        assertThat(head.closesConnection()).isEqualTo(closes);
        assertThat(head.isChunked()).isEqualTo(chunked);
    }

    @ParameterizedTest
    @CsvSource({
        "abcd, 0, -1",
        "'r\n\r\n', 0, -1",
        "'\r\n\r\n', 0, 4",
        "'x\r\n\r\ny', 0, 5",
        "'x\r\n\r\ny', 2, 5",
        "'x\r\n\r\ny', 4, 5",
        "'\r\r\n\r\n', 0, 5",
        "'\r\n\r\r\n\r\n', 0, 7",
        "'\r\n\n\r\n', 0, -1"
    })
    void theEndOfAHeadIsItsEmptyLine(String text, int scanned, int end) {
        var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));

        assertThat(HeadEnd.in(buffer, scanned)).isEqualTo(end);
        assertThat(buffer.position()).isZero();
    }

    private static ResponseHead parse(String text) throws IOException {
        return ResponseHead.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
