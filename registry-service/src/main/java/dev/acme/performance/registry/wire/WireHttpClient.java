package dev.acme.performance.registry.wire;

import dev.acme.performance.registry.deadline.Deadlines;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's HTTP client for bulk reads: signing, retries and error parsing stay the SDK's, the bytes go from socket to
 * socket through one direct buffer (docs/adr/0003).
 */
public final class WireHttpClient implements SdkHttpClient {
    private final ConnectionPool pool;

    public WireHttpClient(WireSettings settings, Deadlines deadlines) {
        pool = new ConnectionPool(settings, deadlines);
    }

    /** Connections in use, right now. */
    public int leased() {
        return pool.leased();
    }

    /** Requests that wait for a connection, right now. */
    public int pending() {
        return pool.pending();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new WireCall(pool, request);
    }

    @Override
    public String clientName() {
        return "Wire";
    }

    @Override
    public void close() {
        pool.close();
    }
}
