package dev.acme.performance.registry.function;

import java.time.Instant;

/**
 * One piece of work that the Runtime API handed out.
 *
 * @param id to be named in the answer
 * @param deadline when the environment is stopped
 * @param event what happened, as it came: not necessarily a request
 */
record Invocation(String id, Instant deadline, String event) {}
