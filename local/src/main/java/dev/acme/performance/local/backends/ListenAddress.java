package dev.acme.performance.local.backends;

/**
 * Where a backend listens.
 *
 * @param port 0 for one that is free
 */
public record ListenAddress(String host, int port) {
    /** A free port of this machine only. */
    public static ListenAddress ofLoopback() {
        return new ListenAddress("127.0.0.1", 0);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
