package dev.acme.performance.loadgen.meet;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One other load generator: short lines of ASCII, each answered before the next is said. */
final class Peer implements AutoCloseable {
    private static final int LONGEST_LINE = 256;
    private static final String HELLO = "HELLO ";
    private static final String READY = "READY";
    private static final String GO = "GO ";

    private final Socket socket;
    private final InputStream in;

    /** {@code patience}: for each line, unless another is given. */
    Peer(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        in = new BufferedInputStream(socket.getInputStream());
    }

    void hello(String token, int index) throws IOException {
        say(HELLO + token + " " + index);
    }

    /** Whether it is one of this run's. */
    boolean saysHello(String token, int of) throws IOException {
        String line = line();
        String greeting = HELLO + token + " ";
        return line.startsWith(greeting)
                && line.substring(greeting.length()).matches("[0-9]{1,3}")
                && Integer.parseInt(line.substring(greeting.length())) < of;
    }

    void ready() throws IOException {
        say(READY);
    }

    void awaitReady(Duration limit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
        expect(line().equals(READY));
    }

    /** Tells how long it is until that instant of {@link System#nanoTime}. */
    void go(long start) throws IOException {
        say(GO + (start - System.nanoTime()));
    }

    /** The same instant by this machine's clock. */
    long awaitGo() throws IOException {
        String line = line();
        long heard = System.nanoTime();
        expect(line.matches(GO + "-?[0-9]{1,18}"));
        return heard + Long.parseLong(line.substring(GO.length()));
    }

    private void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        try {
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0 || line.length() == LONGEST_LINE) {
                    throw new EOFException();
                }
                line.append((char) b);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("another load generator was not ready in time", e);
        } catch (IOException e) {
            throw new IOException("another load generator was lost before the common start", e);
        }
        return line.toString();
    }

    private static void expect(boolean isSo) throws IOException {
        if (!isSo) {
            throw new IOException("another load generator speaks differently");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone in any case
        }
    }
}
