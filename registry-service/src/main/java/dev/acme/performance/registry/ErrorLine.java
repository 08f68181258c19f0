package dev.acme.performance.registry;

/**
 * How a process that failed says why, for programs.
 *
 * @param type always {@code error}
 * @param reason one word to switch on
 */
record ErrorLine(String type, String reason, String message) {}
