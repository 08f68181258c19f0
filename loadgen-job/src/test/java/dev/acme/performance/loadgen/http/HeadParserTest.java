package dev.acme.performance.loadgen.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadParserTest {
    private final HeadParser parser = new HeadParser();

    HeadParserTest() {
        parser.reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK~~                                        | 200 |  -1 | false | true  | false",
                "HTTP/1.1 200~~                                           | 200 |  -1 | false | true  | false",
                "HTTP/1.1 204 ~~                                          | 204 |  -1 | false | true  | false",
                "HTTP/1.0 200 OK~~                                        | 200 |  -1 | false | false | false",
                "HTTP/1.0 200 OK~Connection: Keep-Alive~~                 | 200 |  -1 | false | true  | false",
                "HTTP/1.1 200 OK~Content-Length: 42~~                     | 200 |  42 | false | true  | false",
                "HTTP/1.1 200 OK~content-length:42~~                      | 200 |  42 | false | true  | false",
                "HTTP/1.1 200 OK~CONTENT-LENGTH: \t 42 \t~~               | 200 |  42 | false | true  | false",
                "HTTP/1.1 200 OK~Content-Length: 7~Content-Length: 7~~    | 200 |   7 | false | true  | false",
                "HTTP/1.1 200 OK~Content-Length: 999999999999999999~~     | 200 | 999999999999999999 | false | true | false",
                "HTTP/1.1 200 OK~Transfer-Encoding: Chunked~~             | 200 |  -1 | true  | true  | false",
                "HTTP/1.1 429 Too Many~Connection: close~~                | 429 |  -1 | false | false | false",
                "HTTP/1.1 200 OK~Connection: upgrade, Close ,x~~          | 200 |  -1 | false | false | false",
                "HTTP/1.1 200 OK~Connection: closed~~                     | 200 |  -1 | false | true  | false",
                "HTTP/1.1 503 Gone~X-Cold-Start: TRUE~~                   | 503 |  -1 | false | true  | true",
                "HTTP/1.1 200 OK~X-Cold-Start: false~X-Other: y:z~Empty:~~| 200 |  -1 | false | true  | false"
            })
    void aSoundHeadIsUnderstood(
            String head, int status, long length, boolean isChunked, boolean keepsAlive, boolean isCold) {
        byte[] bytes = bytes(head);

        int end = parser.parse(bytes, bytes.length);

        assertThat(end).isEqualTo(bytes.length);
        assertThat(parser.status()).isEqualTo(status);
        assertThat(parser.contentLength()).isEqualTo(length);
        assertThat(parser.isChunked()).isEqualTo(isChunked);
        assertThat(parser.keepsAlive()).isEqualTo(keepsAlive);
        assertThat(parser.isColdStart()).isEqualTo(isCold);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                "HTTP/2 200 OK~~",
                "HTTP/1.x 200 OK~~",
                "HTTP/1.1 2 OK~~",
                "HTTP/1.1 20x OK~~",
                "HTTP/1.1 099 OK~~",
                "HTTP/1.1 600 OK~~",
                "HTTP/1.1 2000 OK~~",
                "HTTP/1.1  200 OK~~",
                "HTTP/1.1-200 OK~~",
                "SSH-2.0-OpenSSH~~",
                "HTTP/1.1 200 OK~Content-Length: -1~~",
                "HTTP/1.1 200 OK~Content-Length: +1~~",
                "HTTP/1.1 200 OK~Content-Length: 1e3~~",
                "HTTP/1.1 200 OK~Content-Length: 0x10~~",
                "HTTP/1.1 200 OK~Content-Length: 1, 1~~",
                "HTTP/1.1 200 OK~Content-Length:~~",
                "HTTP/1.1 200 OK~Content-Length: 1000000000000000000~~",
                "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~",
                "HTTP/1.1 200 OK~Content-Length: 1~Transfer-Encoding: chunked~~",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip, chunked~~",
                "HTTP/1.1 200 OK~Transfer-Encoding: identity~~",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~",
                "HTTP/1.0 200 OK~Transfer-Encoding: chunked~~",
                "HTTP/1.1 200 OK~Server: x~ folded~~",
                "HTTP/1.1 200 OK~Content-Length : 5~~",
                "HTTP/1.1 200 OK~: nameless~~",
                "HTTP/1.1 200 OK~no colon~~",
                "HTTP/1.1 200 OK~nocolon~~"
            })
    void whatTwoReadersCouldUnderstandDifferentlyIsMalformed(String head) {
        byte[] bytes = bytes(head);

        assertThat(parser.parse(bytes, bytes.length)).isEqualTo(HeadParser.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK\r\nServer: x\n\r\n",
                "HTTP/1.1 200 OK\rServer: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nServer: \0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nServer: \u0007\r\n\r\n"
            })
    void bareLineEndsAndControlCharactersAreMalformed(String head) {
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(parser.parse(bytes, bytes.length)).isEqualTo(HeadParser.MALFORMED);
    }

    @Test
    void aHeadThatGrowsByOneByteAtATimeIsReadAsIfItCameAtOnce() {
        byte[] bytes = bytes("HTTP/1.1 200 OK~Content-Length: 42~Connection: close~~");

        for (int length = 1; length < bytes.length; length++) {
            assertThat(parser.parse(bytes, length)).as("length %d", length).isEqualTo(HeadParser.INCOMPLETE);
        }

        assertThat(parser.parse(bytes, bytes.length)).isEqualTo(bytes.length);
        assertThat(parser.contentLength()).isEqualTo(42);
        assertThat(parser.keepsAlive()).isFalse();
    }

    @Test
    void whatDoesNotStartLikeHttpIsRefusedBeforeItsLineEnds() {
        byte[] bytes = bytes("HTTQ");

        assertThat(parser.parse(bytes, 3)).isEqualTo(HeadParser.INCOMPLETE);
        assertThat(parser.parse(bytes, 4)).isEqualTo(HeadParser.MALFORMED);
    }

    @Test
    void bytesBehindTheHeadAreLeftAlone() {
        byte[] bytes = bytes("HTTP/1.1 200 OK~~body~~");

        assertThat(parser.parse(bytes, bytes.length)).isEqualTo("HTTP/1.1 200 OK~~".length() + 2);
    }

    /** A tilde stands for a line's end. */
    private static byte[] bytes(String head) {
        return head.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
