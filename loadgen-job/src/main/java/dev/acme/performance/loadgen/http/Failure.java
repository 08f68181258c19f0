package dev.acme.performance.loadgen.http;

/** Why a request did not succeed: the error classes of the contract. */
public enum Failure {
    /** No complete answer within the profile's timeoutSeconds. */
    TIMEOUT,
    /** No connection could be made. */
    CONNECT,
    /** The connection broke before the answer's head was complete. */
    RESET,
    /** A complete head with another status than 200, throttling apart. */
    STATUS,
    /** The connection ended before the body did. */
    TRUNCATED,
    /** Wrong length or checksum, or an answer that is no HTTP. */
    CORRUPT,
    /** Status 429. */
    THROTTLED;

    static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    /** The class of an answer whose head was read but that cannot count: its status decides before anything else. */
    public static Failure ofStatus(int status, Failure otherwise) {
        return switch (status) {
            case OK -> otherwise;
            case TOO_MANY_REQUESTS -> THROTTLED;
            default -> STATUS;
        };
    }
}
