package dev.acme.performance.registry.function;

import dev.acme.performance.registry.deadline.Deadline;
import dev.acme.performance.registry.deadline.Deadlines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * A streamed answer on its way to the Runtime API: chunked, and ended by trailers where it fails half-way. No HTTP client that
 * we carry sends trailers, hence by hand; the connection ends with the answer, as the API demands.
 */
final class ResponseStream implements AutoCloseable {
    private static final String PRELUDE_TYPE = "application/vnd.awslambda.http-integration-response";
    private static final ByteBuffer LINE_END =
            ByteBuffer.wrap(new byte[] {'\r', '\n'}).asReadOnlyBuffer();
    /** Between the prelude and the body. */
    private static final byte[] SEPARATOR = new byte[8];

    private final SocketChannel channel;
    private final Deadline deadline;
    private final Duration stall;

    private ResponseStream(SocketChannel channel, Deadline deadline, Duration stall) {
        this.channel = channel;
        this.deadline = deadline;
        this.stall = stall;
    }

    static ResponseStream open(InetSocketAddress address, String path, Deadlines deadlines, Duration stall)
            throws IOException {
        var channel = SocketChannel.open();
        var stream = new ResponseStream(channel, deadlines.watch(channel), stall);
        try {
            stream.deadline.within(stall);
            channel.connect(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            stream.write(ascii("POST " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":"
                    + address.getPort()
                    + "\r\nContent-Type: " + PRELUDE_TYPE
                    + "\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked"
                    + "\r\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body"
                    + "\r\nConnection: close\r\n\r\n"));
            return stream;
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** Status and headers, before any body. */
    void prelude(byte[] json) throws IOException {
        var prelude = ByteBuffer.allocate(json.length + SEPARATOR.length);
        send(prelude.put(json).put(SEPARATOR).flip());
    }

    /** The next bytes of the body. */
    void send(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining()) {
            write(ascii(Integer.toHexString(bytes.remaining()) + "\r\n"), bytes, LINE_END.duplicate());
        }
    }

    /**
     * Ends the answer.
     *
     * @param error why the body is not complete, where it is not
     * @throws IOException where the API does not take it
     */
    void end(Optional<FunctionError> error) throws IOException {
        var trailers = error.map(e -> FunctionError.HEADER + ": " + e.type()
                        + "\r\nLambda-Runtime-Function-Error-Body: "
                        + Base64.getEncoder().encodeToString(e.json()) + "\r\n")
                .orElse("");
        write(ascii("0\r\n" + trailers + "\r\n"));
        deadline.within(stall);
        var answer = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.US_ASCII))
                .readLine();
        if (answer == null || !answer.startsWith("HTTP/1.1 2")) {
            throw new IOException("the Runtime API answered " + answer + " to a response");
        }
    }

    /** Gives the answer up where it has not ended. */
    @Override
    public void close() throws IOException {
        deadline.close();
        channel.close();
    }

    private void write(ByteBuffer... parts) throws IOException {
        var last = parts[parts.length - 1];
        while (last.hasRemaining()) {
            deadline.within(stall);
            channel.write(parts);
        }
        deadline.disarm();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
