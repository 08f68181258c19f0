package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.ProgressWriter;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes progress and the result to where they are expected, whole lines at once. */
public final class ResultOutput {
    private final OutputStream lines;
    private final Optional<Path> resultFile;
    private final Optional<Path> terminationMessage;
    private final ProgressWriter progress = new ProgressWriter();

    public ResultOutput(OutputStream lines, Optional<Path> resultFile, Optional<Path> terminationMessage) {
        this.lines = lines;
        this.resultFile = resultFile;
        this.terminationMessage = terminationMessage;
    }

    /** A reader that went away costs the progress, not the measurement: the result's line will fail and say so. */
    public void progress(RunProgress line) {
        try {
            write(progress.line(line));
        } catch (IOException e) {
            // see above
        }
    }

    /** Tries all places before it fails. Throws {@link ResultNotWritten} naming those that failed. */
    public void result(RunResult result) {
        var codec = new ExchangeCodec();
        String line = codec.writeLine(result);
        var problems = new ArrayList<String>();
        attempt("standard output", () -> write(line), problems);
        resultFile.ifPresent(file -> attempt(file.toString(), () -> replace(file, line), problems));
        terminationMessage.ifPresent(file ->
                attempt(file.toString(), () -> Files.writeString(file, Summary.of(result, codec)), problems));
        if (!problems.isEmpty()) {
            throw new ResultNotWritten(problems);
        }
    }

    private static void attempt(String place, Writing writing, List<String> problems) {
        try {
            writing.write();
        } catch (IOException e) {
            problems.add(place + ": " + e);
        }
    }

    private void write(String line) throws IOException {
        lines.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        lines.flush();
    }

    /** A reader sees the old file or the whole new one. */
    private static void replace(Path file, String line) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        Files.writeString(part, line + '\n');
        Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes to one place. */
    private interface Writing {
        void write() throws IOException;
    }
}
