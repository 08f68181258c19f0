package dev.acme.performance.registry.wire;

/**
 * The pool at one instant.
 *
 * @param leased connections in use
 * @param pending requests that wait for one
 */
public record PoolState(int leased, int pending) {}
