package dev.acme.performance.loadgen.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A sink that keeps the body and refuses what is longer than it was told. */
final class RecordingSink implements BodySink {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final int limit;
    private int begun;
    private long announced;

    RecordingSink(int limit) {
        this.limit = limit;
    }

    @Override
    public boolean awaits(int status) {
        return status == 200;
    }

    @Override
    public boolean begin(int status, long announcedLength) {
        begun++;
        announced = announcedLength;
        return announcedLength <= limit;
    }

    @Override
    public boolean take(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        body.writeBytes(bytes);
        return body.size() <= limit;
    }

    String body() {
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    int begun() {
        return begun;
    }

    long announced() {
        return announced;
    }
}
