package dev.acme.performance.registry.wire;

import dev.acme.performance.registry.tls.Trust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;

/** How bytes reach the other side of one connection: plainly, or through TLS. */
sealed interface Transport {
    int read(ByteBuffer into) throws IOException;

    void write(ByteBuffer from) throws IOException;

    static Transport plain(SocketChannel channel) {
        return new Plain(channel);
    }

    /** Completes the handshake and checks that the certificate is the host's, of an authority that is trusted. */
    static Transport tls(SocketChannel channel, Endpoint endpoint, Trust trust) throws IOException {
        var socket = (SSLSocket) trust.context()
                .getSocketFactory()
                .createSocket(channel.socket(), endpoint.host(), endpoint.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new Tls(socket);
    }

    /** Direct buffers pass between kernel and caller without a copy on the heap. */
    record Plain(SocketChannel channel) implements Transport {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            while (from.hasRemaining()) {
                channel.write(from);
            }
        }
    }

    /** The JDK's TLS socket works on arrays: one copy more, which decryption dwarfs. */
    final class Tls implements Transport {
        private final SSLSocket socket;
        private final byte[] array = new byte[WireSettings.SMALLEST_PIECE];

        private Tls(SSLSocket socket) {
            this.socket = socket;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int n = socket.getInputStream().read(array, 0, Math.min(array.length, into.remaining()));
            if (n > 0) {
                into.put(array, 0, n);
            }
            return n;
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            while (from.hasRemaining()) {
                int n = Math.min(array.length, from.remaining());
                from.get(array, 0, n);
                socket.getOutputStream().write(array, 0, n);
            }
        }
    }
}
