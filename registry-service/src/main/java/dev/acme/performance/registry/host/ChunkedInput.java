package dev.acme.performance.registry.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** A chunked request body with its trailers, which tell whether the function failed on the way. */
final class ChunkedInput extends InputStream {
    private final HeadReader reader;
    private long left;
    private boolean first = true;
    private boolean ended;
    private Map<String, String> trailers = Map.of();

    ChunkedInput(HeadReader reader) {
        this.reader = reader;
    }

    /** After the end: what the function says it failed with. */
    Optional<String> error() {
        return Optional.ofNullable(trailers.get("lambda-runtime-function-error-type"));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int n = reader.stream().read(into, offset, (int) Math.min(left, length));
        if (n < 0) {
            throw new EOFException("the environment closed in the middle of its answer");
        }
        left -= n;
        return n;
    }

    private void nextChunk() throws IOException {
        if (!first && !reader.line().isEmpty()) {
            throw new IOException("chunk without its end");
        }
        first = false;
        var size = reader.line();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("malformed chunk size", e);
        }
        if (left < 0) {
            throw new IOException("malformed chunk size");
        }
        if (left == 0) {
            trailers = reader.fields();
            ended = true;
        }
    }
}
