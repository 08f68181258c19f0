package dev.acme.performance.registry.http;

import dev.acme.performance.registry.deadline.Deadlines;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets of all clients by their address: the web server shows requests, not the channels they came through. */
final class ClientConnections {
    private static final int SWEEP_EVERY = 256;

    private final Map<SocketAddress, ClientConnection> byAddress = new ConcurrentHashMap<>();
    private final Deadlines deadlines;
    private final Duration idle;
    private int accepted;

    ClientConnections(Deadlines deadlines, Duration idle) {
        this.deadlines = deadlines;
        this.idle = idle;
    }

    /** Called by the one accepting thread for each new socket. */
    void accept(SocketChannel channel) {
        var connection = new ClientConnection(channel, deadlines.watch(channel));
        connection.expectWithin(idle);
        Optional.ofNullable(byAddress.put(remote(channel), connection)).ifPresent(ClientConnection::forget);
        accepted++;
        if (accepted % SWEEP_EVERY == 0) {
            forgetClosed();
        }
    }

    Optional<ClientConnection> of(ServerRequest request) {
        return of(request.remotePeer().address());
    }

    Optional<ClientConnection> of(SocketAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    int size() {
        return byAddress.size();
    }

    private void forgetClosed() {
        byAddress.values().removeIf(connection -> {
            if (connection.isOpen()) {
                return false;
            }
            connection.forget();
            return true;
        });
    }

    private static SocketAddress remote(SocketChannel channel) {
        try {
            return channel.getRemoteAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
