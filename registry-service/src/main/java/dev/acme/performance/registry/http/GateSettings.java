package dev.acme.performance.registry.http;

import java.time.Duration;

/**
 * How many requests are let in.
 *
 * @param threads handled at the same time
 * @param queue most further ones that wait
 * @param longestWait longest wait of one of them
 */
public record GateSettings(int threads, int queue, Duration longestWait) {}
