package dev.acme.performance.operator.web.http;

import io.helidon.common.socket.SocketOptions;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Socket options that tell the client sockets of each accepted channel: the one place where the web server shows it. */
final class AcceptHook implements SocketOptions {
    private final SocketOptions options;
    private final ClientSockets sockets;

    AcceptHook(SocketOptions options, ClientSockets sockets) {
        this.options = options;
        this.sockets = sockets;
    }

    @Override
    public void configureSocket(SocketChannel channel) {
        options.configureSocket(channel);
        sockets.accept(channel);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
