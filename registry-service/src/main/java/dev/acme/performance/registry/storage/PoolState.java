package dev.acme.performance.registry.storage;

/**
 * A storage's connections at one instant.
 *
 * @param leased in use
 * @param pending requests that wait for one
 */
public record PoolState(int leased, int pending) {}
