package dev.acme.performance.local.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts the pieces of a log file together to the lines that were printed. */
final class LogLines {
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** A line that was printed, without its end. */
    record Line(Instant time, String content) {}

    /** Takes bytes of the file, cut anywhere; answers the lines that are whole now. */
    List<Line> take(byte[] bytes, int count) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                add(piece.toByteArray(), lines);
                piece.reset();
            } else {
                piece.write(bytes[i]);
            }
        }
        return lines;
    }

    private void add(byte[] raw, List<Line> lines) {
        int space = 0;
        while (space < raw.length && raw[space] != ' ') {
            space++;
        }
        int content = space + 3;
        if (content > raw.length) {
            return;
        }
        line.write(raw, content, raw.length - content);
        if (raw[space + 1] == 'F') {
            String time = new String(raw, 0, space, StandardCharsets.US_ASCII);
            lines.add(new Line(Instant.parse(time), line.toString(StandardCharsets.UTF_8)));
            line.reset();
        }
    }
}
