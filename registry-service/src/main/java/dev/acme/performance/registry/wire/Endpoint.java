package dev.acme.performance.registry.wire;

import software.amazon.awssdk.http.SdkHttpRequest;

/** Where a connection leads. */
record Endpoint(boolean secure, String host, int port) {
    static Endpoint of(SdkHttpRequest request) {
        return new Endpoint("https".equals(request.protocol()), request.host(), request.port());
    }
}
