package dev.acme.performance.loadgen.http;

/** Why a request did not succeed: the error classes of the contract. */
public enum Failure {
    /** No complete answer within the profile's timeoutSeconds. */
    TIMEOUT,
    /** No connection could be made. */
    CONNECT,
    /** The connection broke before the answer's head was complete. */
    RESET,
    /** A complete head with another status than the awaited one, throttling apart. */
    STATUS,
    /** The connection ended before the body did. */
    TRUNCATED,
    /** Wrong length or checksum, or an answer that is no HTTP. */
    CORRUPT,
    /** Status 429. */
    THROTTLED;

    private static final int TOO_MANY_REQUESTS = 429;

    /** The class of an answer with another status than the awaited one. */
    static Failure ofStatus(int status) {
        return status == TOO_MANY_REQUESTS ? THROTTLED : STATUS;
    }
}
