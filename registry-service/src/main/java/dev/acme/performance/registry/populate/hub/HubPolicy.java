package dev.acme.performance.registry.populate.hub;

import java.time.Duration;

/**
 * How patient the client is.
 *
 * @param attempts for each request, the first included
 * @param pause before the second attempt, doubled before each further one
 * @param longestPause most it waits, even where the hub asks for more
 * @param answer longest wait for an answer's head
 * @param stall longest wait between two bytes of a body
 */
public record HubPolicy(int attempts, Duration pause, Duration longestPause, Duration answer, Duration stall) {
    public static HubPolicy standard() {
        return new HubPolicy(
                5, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }
}
