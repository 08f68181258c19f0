package dev.acme.performance.registry.host;

/**
 * How answers leave the function.
 *
 * @param streaming sent on as they come; else whole, once they have ended
 * @param bufferedBytes most of an answer that is not streamed
 * @param streamBytes most of one that is; 0: any
 * @param freeBytes sent as fast as they come
 * @param bytesPerSecond of what follows them; 0: as fast as it comes
 */
public record AnswerSettings(
        boolean streaming, int bufferedBytes, long streamBytes, long freeBytes, long bytesPerSecond) {}
