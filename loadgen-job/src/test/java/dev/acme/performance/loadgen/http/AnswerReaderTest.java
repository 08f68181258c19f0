package dev.acme.performance.loadgen.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.loadgen.http.AnswerReader.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final int ROOM = 1 << 20;

    private final RecordingSink sink = new RecordingSink(ROOM);
    private final AnswerReader reader = new AnswerReader(AnswerReader.scratch(), sink, false);

    @ParameterizedTest
    @MethodSource("dev.acme.performance.loadgen.http.Canned#all")
    void anAnswerThatComesAtOnceIsRead(Canned answer) {
        var wire = ByteBuffer.wrap(answer.bytes());

        Step step = reader.feed(wire);

        assertThat(step).isEqualTo(answer.endsWithConnection() ? Step.MORE : Step.DONE);
        assertThat(reader.endsWithConnection()).isEqualTo(answer.endsWithConnection());
        assertThat(wire.hasRemaining()).isFalse();
        assertThat(sink.body()).isEqualTo(answer.body());
        assertThat(sink.begun()).isEqualTo(1);
        assertThat(reader.status()).isEqualTo(answer.status());
        assertThat(reader.keepsAlive()).isEqualTo(answer.keepsAlive());
    }

    @ParameterizedTest
    @MethodSource("dev.acme.performance.loadgen.http.Canned#all")
    void anAnswerThatIsCutAtAnyByteIsIncompleteAndHasAnErrorClass(Canned answer) {
        byte[] bytes = answer.bytes();

        for (int cut = 0; cut < bytes.length; cut++) {
            reader.reset();
            var piece = ByteBuffer.wrap(bytes, 0, cut);

            assertThat(reader.feed(piece)).as("cut at %d", cut).isEqualTo(Step.MORE);
            assertThat(piece.hasRemaining()).isFalse();
            if (cut < answer.headEnd()) {
                assertThat(reader.endsWithConnection()).isFalse();
                assertThat(reader.brokenOff()).as("cut at %d", cut).isEqualTo(Failure.RESET);
            } else if (!answer.endsWithConnection()) {
                assertThat(reader.brokenOff())
                        .as("cut at %d", cut)
                        .isEqualTo(answer.status() == 200 ? Failure.TRUNCATED : Failure.ofStatus(answer.status()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.acme.performance.loadgen.http.Canned#all")
    void anAnswerThatComesInTwoPiecesIsReadAsIfItCameAtOnce(Canned answer) {
        byte[] bytes = answer.bytes();

        for (int cut = 0; cut <= bytes.length; cut++) {
            var whole = new RecordingSink(ROOM);
            var split = new AnswerReader(AnswerReader.scratch(), whole, false);
            split.feed(ByteBuffer.wrap(bytes, 0, cut));
            Step last = cut == bytes.length ? Step.DONE : split.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut));

            assertThat(last).isEqualTo(answer.endsWithConnection() && cut < bytes.length ? Step.MORE : Step.DONE);
            assertThat(whole.body()).isEqualTo(answer.body());
            assertThat(split.status()).isEqualTo(answer.status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 101 Switching~~                            | MALFORMED",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~~       | MALFORMED",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~g~      | MALFORMED",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-1~     | MALFORMED",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~aX    | MALFORMED",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~00000000001~ | MALFORMED",
                "HTTP/1.1 200 OK~Content-Length: 1048577~~           | REFUSED",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~a~0~~HTTP/1.1 200 | DONE",
            })
    void whatIsNoAnswerIsRefused(String wire, Step expected) {
        var bytes = ByteBuffer.wrap(wire.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(reader.feed(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naa\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\rX",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: 1\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\rX"
            })
    void chunksWithoutTheirLineEndsAreMalformed(String wire) {
        assertThat(reader.feed(ByteBuffer.wrap(wire.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo(Step.MALFORMED);
    }

    @Test
    void anEndlessHeadIsGivenUpAtItsLimit() {
        assertThat(endless("HTTP/1.1 200 OK\r\n", "X: y\r\n", HeadParser.LIMIT)).isEqualTo(Step.MALFORMED);
    }

    @Test
    void anEndlessHeaderLineIsGivenUpAtItsLimit() {
        assertThat(endless("HTTP/1.1 200 OK\r\nX: ", "y", HeadParser.LIMIT)).isEqualTo(Step.MALFORMED);
    }

    @Test
    void endlessInterimAnswersAreGivenUpAtTheSameLimit() {
        assertThat(endless("", "HTTP/1.1 100 Continue\r\n\r\n", HeadParser.LIMIT))
                .isEqualTo(Step.MALFORMED);
    }

    @Test
    void anEndlessChunkExtensionIsGivenUpAtItsLimit() {
        assertThat(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x", ChunkedBody.LINE_LIMIT))
                .isEqualTo(Step.MALFORMED);
    }

    @Test
    void endlessTrailersAreGivenUpAtTheirLimit() {
        assertThat(endless(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
                        "T: 1\r\n",
                        ChunkedBody.LINE_LIMIT))
                .isEqualTo(Step.MALFORMED);
    }

    @Test
    void endlessChunksAreGivenUpWhereTheSinkHasEnough() {
        assertThat(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4\r\nwiki\r\n", 3 * ROOM))
                .isEqualTo(Step.REFUSED);
    }

    @Test
    void theAnswerToHeadHasNoBodyWhateverItAnnounces() {
        var toHead = new AnswerReader(AnswerReader.scratch(), sink, true);

        Step step = toHead.feed(
                ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(step).isEqualTo(Step.DONE);
        assertThat(sink.announced()).isEqualTo(99);
        assertThat(toHead.keepsAlive()).isTrue();
    }

    @Test
    void bytesBehindAnAnswerStayInTheBuffer() {
        var wire =
                ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(reader.feed(wire)).isEqualTo(Step.DONE);
        assertThat(wire.remaining()).isEqualTo(1);
    }

    @Test
    void aReaderServesOneAnswerAfterTheOther() {
        for (Canned answer : Canned.all()) {
            reader.reset();
            reader.feed(ByteBuffer.wrap(answer.bytes()));

            assertThat(reader.status()).isEqualTo(answer.status());
        }
    }

    /** Feeds the start and then the repeated part, one byte at a time for a while, until something else than MORE. */
    private Step endless(String start, String repeated, int limit) {
        Step step = reader.feed(ByteBuffer.wrap(start.getBytes(StandardCharsets.ISO_8859_1)));
        byte[] part = repeated.getBytes(StandardCharsets.ISO_8859_1);
        for (int fed = 0; step == Step.MORE && fed <= limit; fed += part.length) {
            step = reader.feed(ByteBuffer.wrap(part));
        }
        return step;
    }
}
