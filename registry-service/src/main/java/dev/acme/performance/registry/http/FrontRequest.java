package dev.acme.performance.registry.http;

import java.util.Map;

/**
 * A request as it came, undecoded.
 *
 * @param query empty where there is none
 * @param headers by lower-case name
 * @param source the client's address
 */
public record FrontRequest(String method, String path, String query, Map<String, String> headers, String source) {
    public FrontRequest {
        headers = Map.copyOf(headers);
    }
}
