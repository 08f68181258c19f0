package dev.acme.performance.registry.http;

import java.time.Duration;

/**
 * Where the server listens and what bounds its clients.
 *
 * @param port 0 for any free one
 * @param connections most sockets at once; further clients wait in the kernel's backlog
 * @param head longest time to send a request's head, from its first line on
 * @param idle longest time between two requests, and before the first
 * @param stall longest time in which a client takes none of the bytes sent to it
 * @param grace longest time a stopping server lets running answers go on
 */
public record ServerSettings(
        String host,
        int port,
        GateSettings gate,
        int connections,
        Duration head,
        Duration idle,
        Duration stall,
        Duration grace) {
    /** The same limits at a free port that only this machine can reach. */
    ServerSettings onLoopback() {
        return new ServerSettings("127.0.0.1", 0, gate, connections, head, idle, stall, Duration.ZERO);
    }
}
