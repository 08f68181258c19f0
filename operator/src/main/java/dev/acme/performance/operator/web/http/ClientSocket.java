package dev.acme.performance.operator.web.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's socket: what it is at, since when, and until when it may be. */
final class ClientSocket {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);
    private static final String NOBODY = "";
    /** For a client to hear the last word: a socket that is closed over what it sends would take that from it. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final SocketChannel channel;
    private final Limits limits;
    private volatile At at;
    private volatile String user = NOBODY;

    /** What a client does, or waits for. */
    enum Stage {
        CONNECTED,
        HEAD,
        BODY,
        ANSWER,
        IDLE,
        LEAVING
    }

    private record At(Stage stage, long since, long due) {}

    ClientSocket(SocketChannel channel, Limits limits) {
        this.channel = channel;
        this.limits = limits;
        this.at = at(Stage.CONNECTED);
    }

    private At at(Stage stage) {
        long now = System.nanoTime();
        var limit = switch (stage) {
            case CONNECTED, HEAD -> limits.head();
            case BODY -> limits.body();
            case ANSWER -> limits.work();
            case IDLE -> limits.idle();
            case LEAVING -> FAREWELL;
        };
        return new At(stage, now, now + limit.toNanos());
    }

    /**
     * Goes on; false where it may not, for it is leaving. The first head's time begins with the connection: nobody gains any by
     * sending a line of it.
     */
    boolean enter(Stage stage) {
        var before = at;
        if (before.stage() == Stage.LEAVING) {
            return false;
        }
        at = before.stage() == Stage.CONNECTED && stage == Stage.HEAD
                ? new At(stage, before.since(), before.due())
                : at(stage);
        return true;
    }

    /** Somebody whom the API server knows has asked on it. */
    void becomeUsers(String name) {
        user = name;
    }

    /** Whoever asks on it has no claim on it. */
    void becomeNobodys() {
        user = NOBODY;
    }

    /** Whether {@code name} has asked on it, and has not taken the answer. */
    boolean isAnswering(String name) {
        return user.equals(name)
                && switch (at.stage()) {
                    case BODY, ANSWER -> isOpen();
                    case CONNECTED, HEAD, IDLE, LEAVING -> false;
                };
    }

    private boolean isUsers() {
        return !user.equals(NOBODY);
    }

    /**
     * Who leaves first where there are too many: strangers that keep us waiting, then strangers that are answered, then users
     * between two requests; empty for users that are answered.
     */
    OptionalInt rank() {
        return switch (at.stage()) {
            case LEAVING -> OptionalInt.of(0);
            case CONNECTED, HEAD, BODY, IDLE -> OptionalInt.of(isUsers() ? 2 : 0);
            case ANSWER -> isUsers() ? OptionalInt.empty() : OptionalInt.of(1);
        };
    }

    /** In nanoseconds. */
    long age(long now) {
        return now - at.since();
    }

    boolean isLate(long now) {
        return isOpen() && now - at.due() >= 0;
    }

    /** Whether a request was begun that nobody but this class will ever hear of. */
    boolean isWithinHead() {
        return at.stage() == Stage.HEAD;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a client's socket failed", e);
        }
    }

    /** Nothing more is said to the client: whatever it sends now is no request. */
    void lastWord() {
        enter(Stage.LEAVING);
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("the client has left", e);
        }
    }
}
