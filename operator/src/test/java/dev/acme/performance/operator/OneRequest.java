package dev.acme.performance.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as an interceptor sees it, with its answer. */
public record OneRequest(HttpRequest request) {
    public static OneRequest of(String method, String path) {
        return new OneRequest(new StandardHttpRequest.Builder()
                .uri(URI.create("https://api" + path))
                .method(method, null, null)
                .build());
    }

    public void through(Interceptor interceptor, int code) {
        interceptor.before(new StandardHttpRequest.Builder(), request, null);
        AsyncBody.Consumer<List<ByteBuffer>> nobody = (value, body) -> body.cancel();
        interceptor.after(request, new Answer(request, code), nobody);
    }

    private record Answer(HttpRequest request, int code) implements HttpResponse<Void> {
        @Override
        public Void body() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<HttpResponse<?>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String key) {
            return List.of();
        }

        @Override
        public Map<String, List<String>> headers() {
            return Map.of();
        }
    }
}
