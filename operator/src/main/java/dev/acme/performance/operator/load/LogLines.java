package dev.acme.performance.operator.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a log, whatever its program printed: of one that is too long nothing is kept, and after so many bytes the log
 * counts as ended.
 */
final class LogLines implements AutoCloseable {
    private static final int PIECE = 16 << 10;

    private final InputStream in;
    private final int longest;
    private final byte[] piece = new byte[PIECE];
    private int from;
    private int to;
    private long left;

    /**
     * @param longest bytes of a line
     * @param most bytes of all lines
     */
    LogLines(InputStream log, int longest, long most) {
        this.in = log;
        this.longest = longest;
        this.left = most;
    }

    /** The last of them, no more than {@code most}, in their order. */
    List<String> last(int most) throws IOException {
        var kept = new ArrayDeque<String>(most);
        for (var line = next(); line.isPresent(); line = next()) {
            if (kept.size() == most) {
                kept.removeFirst();
            }
            kept.addLast(line.get());
        }
        return List.copyOf(kept);
    }

    /** Waits for the next line, which is empty in place of one that is too long; nothing once the log has ended. */
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean isTooLong = false;
        while (hasMore()) {
            int end = from;
            while (end < to && piece[end] != '\n') {
                end++;
            }
            isTooLong |= line.size() + end - from > longest;
            if (isTooLong) {
                line = new ByteArrayOutputStream();
            } else {
                line.write(piece, from, end - from);
            }
            from = end + 1;
            if (end < to) {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
        }
        return line.size() > 0 ? Optional.of(line.toString(StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Waits for the next piece, unless there is some of the last one left. */
    private boolean hasMore() throws IOException {
        if (from >= to && left > 0) {
            from = 0;
            to = in.read(piece, 0, (int) Math.min(piece.length, left));
            left -= to;
        }
        return from < to;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
