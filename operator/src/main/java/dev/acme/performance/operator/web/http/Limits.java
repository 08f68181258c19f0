package dev.acme.performance.operator.web.http;

import java.time.Duration;

/**
 * What bounds the clients of the web server.
 *
 * @param connections most sockets at once
 * @param head longest time from a request's first line to the end of its head
 * @param body longest time from there to the end of its body
 * @param work longest time from there to the end of its answer; of a stream, to its next piece
 * @param idle longest time between two requests, and before the first
 * @param bodyBytes largest body
 */
public record Limits(int connections, Duration head, Duration body, Duration work, Duration idle, int bodyBytes) {
    /** A user who never reads must not have them all. */
    private static final int USERS_AT_LEAST = 8;

    public static final Limits STANDARD = new Limits(
            512,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            64 * 1024);

    /** How many of them may be busy with the requests of one user. */
    int connectionsOfAUser() {
        return Math.max(1, connections / USERS_AT_LEAST);
    }
}
