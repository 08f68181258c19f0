package dev.acme.performance.loadgen;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** One request at a {@link ScriptedServer}: {@code head} to its empty line, {@code number} among all, from 1. */
public record Call(Socket socket, String head, int number, long arrived) {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long AWAKE_NANOS = 150_000;

    /** Nanoseconds since the request arrived. */
    long age() {
        return System.nanoTime() - arrived;
    }

    /** Waits until that many milliseconds after the request arrived. */
    public Call after(long millis) {
        awaitInstant(arrived + millis * NANOS_PER_MILLI);
        return this;
    }

    /** An absolute deadline, never early; the last stretch awake, for a parked thread comes back late. */
    static void awaitInstant(long deadline) {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** A complete answer that announces its length. */
    public void answer(int status, byte[] body) throws IOException {
        answer(status, body, "");
    }

    /** {@code fields} are whole header lines. */
    public void answer(int status, byte[] body, String fields) throws IOException {
        byte[] head = head(status, body.length, fields);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        raw(whole);
    }

    public static byte[] head(int status, long length, String fields) {
        return ("HTTP/1.1 " + status + " X\r\nContent-Length: " + length + "\r\n" + fields + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public void raw(String text) throws IOException {
        raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Ends the connection in order. */
    public void close() throws IOException {
        socket.close();
    }

    /** Ends the connection with a RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
