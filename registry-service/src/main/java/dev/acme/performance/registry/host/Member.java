package dev.acme.performance.registry.host;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One place in the fleet; changed under the fleet's lock only. */
final class Member {
    private final long number;
    private final boolean provisioned;
    private final RequestRate rate;
    private State state = State.STARTING;
    private long since;
    private @Nullable Environment environment;

    /** What its environment does; the word is a metric's label. */
    enum State {
        STARTING,
        IDLE,
        BUSY
    }

    Member(long number, boolean provisioned, RequestRate rate) {
        this.number = number;
        this.provisioned = provisioned;
        this.rate = rate;
    }

    long number() {
        return number;
    }

    boolean isProvisioned() {
        return provisioned;
    }

    State state() {
        return state;
    }

    /** When it became what it is. */
    long since() {
        return since;
    }

    RequestRate rate() {
        return rate;
    }

    /** Present once its process was started. */
    Optional<Environment> environment() {
        return Optional.ofNullable(environment);
    }

    void has(Environment started) {
        environment = started;
    }

    void becomes(State next, long now) {
        state = next;
        since = now;
    }
}
