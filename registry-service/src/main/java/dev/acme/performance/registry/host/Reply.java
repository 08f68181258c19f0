package dev.acme.performance.registry.host;

import java.util.Map;

/** What an environment says to an invocation. */
sealed interface Reply {
    /**
     * A streamed answer.
     *
     * @param headers by lower-case name
     * @param body its end tells whether the function failed half-way
     */
    record Streamed(int status, Map<String, String> headers, ChunkedInput body) implements Reply {
        public Streamed {
            headers = Map.copyOf(headers);
        }
    }

    /** No answer. */
    record Failed(String type, String message) implements Reply {}
}
