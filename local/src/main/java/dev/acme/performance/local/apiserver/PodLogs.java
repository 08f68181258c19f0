package dev.acme.performance.local.apiserver;

import java.io.IOException;
import java.io.OutputStream;

/** Whoever keeps what containers print. */
@FunctionalInterface
public interface PodLogs {
    /** Nobody does. */
    PodLogs NONE = (request, out) -> {
        throw ApiFailure.badRequest("no node keeps logs");
    };

    /**
     * Writes what was asked for, as far as it was printed by now.
     *
     * @throws ApiFailure before anything is written, where there is no such log
     */
    void write(LogRequest request, OutputStream out) throws IOException;
}
