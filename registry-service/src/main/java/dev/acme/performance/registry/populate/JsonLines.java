package dev.acme.performance.registry.populate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Writes records as JSON, one a line. */
public final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;

    public JsonLines(PrintStream out) {
        this.out = out;
    }

    public static String line(Record value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public void write(Record value) {
        out.println(line(value));
        out.flush();
    }

    /** Writes what the supplier says once a second, until closed. */
    Ticker everySecond(Supplier<? extends Record> value) {
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        var _ = clock.scheduleAtFixedRate(() -> write(value.get()), 1, 1, TimeUnit.SECONDS);
        // awaits a line that is just being written, so that none comes after the last word
        return clock::close;
    }

    /** Ends the lines that come every second. */
    @FunctionalInterface
    interface Ticker extends AutoCloseable {
        @Override
        void close();
    }
}
