package dev.acme.performance.loadgen.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.loadgen.http.AnswerReader.Step;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnswerReaderPropertyTest {
    private static final int ROOM = 1 << 20;

    @Property
    void howAnAnswerIsSplitDoesNotMatter(
            @ForAll("answers") Canned answer, @ForAll("pieces") List<Integer> pieces, @ForAll boolean isDirect) {
        var sink = new RecordingSink(ROOM);
        var reader = new AnswerReader(AnswerReader.scratch(), sink, false);

        Step step = feed(reader, answer.bytes(), pieces, isDirect);

        assertThat(step).isEqualTo(answer.endsWithConnection() ? Step.MORE : Step.DONE);
        assertThat(sink.body()).isEqualTo(answer.body());
        assertThat(reader.status()).isEqualTo(answer.status());
        assertThat(reader.keepsAlive()).isEqualTo(answer.keepsAlive());
    }

    @Property
    void noBytesWhateverBreakTheReader(@ForAll byte[] noise, @ForAll("pieces") List<Integer> pieces) {
        var reader = new AnswerReader(AnswerReader.scratch(), new RecordingSink(ROOM), false);

        Step step = feed(reader, noise, pieces, true);

        assertThat(step).isIn(Step.MORE, Step.MALFORMED);
    }

    @Property
    void oneWrongByteNeverBreaksTheReader(
            @ForAll("answers") Canned answer,
            @ForAll("pieces") List<Integer> pieces,
            @ForAll int where,
            @ForAll byte what) {
        byte[] bytes = answer.bytes();
        bytes[Math.floorMod(where, bytes.length)] = what;
        var reader = new AnswerReader(AnswerReader.scratch(), new RecordingSink(ROOM), false);

        assertThat(feed(reader, bytes, pieces, true)).isNotNull();
    }

    @Provide
    Arbitrary<Canned> answers() {
        return Arbitraries.of(Canned.all());
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(20);
    }

    private static Step feed(AnswerReader reader, byte[] bytes, List<Integer> pieces, boolean isDirect) {
        Step step = Step.MORE;
        int offset = 0;
        for (int i = 0; offset < bytes.length && step == Step.MORE; i++) {
            int length = Math.min(pieces.get(i % pieces.size()), bytes.length - offset);
            ByteBuffer buffer = isDirect ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
            step = reader.feed(buffer.put(bytes, offset, length).flip());
            offset += length;
        }
        return step;
    }
}
