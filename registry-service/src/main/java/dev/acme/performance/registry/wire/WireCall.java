package dev.acme.performance.registry.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/** One attempt of one request. */
final class WireCall implements ExecutableHttpRequest {
    private final ConnectionPool pool;
    private final HttpExecuteRequest request;
    private final Exchange exchange;
    private volatile @Nullable Lease lease;

    WireCall(ConnectionPool pool, HttpExecuteRequest request) {
        this.pool = pool;
        this.request = request;
        this.exchange = Exchange.CURRENT.orElse(new Exchange());
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        acquire();
        report();
        long start = System.nanoTime();
        var held = pool.lease(Endpoint.of(request.httpRequest()));
        lease = held;
        try {
            send(held);
            var head = answer(held);
            exchange.answered(System.nanoTime() - start);
            return response(head, body(held, head));
        } catch (IOException | RuntimeException e) {
            held.abort();
            throw e;
        }
    }

    /** Called by other threads than the exchange's own, which gives back what it holds once its socket is gone. */
    @Override
    public void abort() {
        var held = lease;
        if (held != null) {
            held.connection().discard();
        }
    }

    /** A wait in vain was a wait too. */
    private void acquire() throws IOException {
        long start = System.nanoTime();
        try {
            pool.acquire();
        } finally {
            exchange.waited(System.nanoTime() - start);
        }
    }

    private void send(Lease held) throws IOException {
        var limit = held.settings().stall();
        held.connection().write(ByteBuffer.wrap(RequestHead.bytes(request.httpRequest())), limit);
        var content = request.contentStreamProvider();
        if (content.isPresent()) {
            try (var in = content.get().newStream()) {
                var array = new byte[WireSettings.SMALLEST_PIECE];
                for (int n = in.read(array); n >= 0; n = in.read(array)) {
                    held.connection().write(ByteBuffer.wrap(array, 0, n), limit);
                }
            }
        }
    }

    private static ResponseHead answer(Lease held) throws IOException {
        var head = held.head();
        while (head.isInterim()) {
            head = held.head();
        }
        return head;
    }

    private WireBody body(Lease held, ResponseHead head) throws IOException {
        return new WireBody(held, source(held, head), !head.closesConnection());
    }

    /** RFC 9112, 6.3: which bytes after the head are the body. */
    private BodySource source(Lease held, ResponseHead head) throws IOException {
        boolean bodyless =
                request.httpRequest().method() == SdkHttpMethod.HEAD || head.status() == 204 || head.status() == 304;
        if (bodyless) {
            return new FixedBody(held, 0);
        }
        if (head.isChunked()) {
            return new ChunkedBody(held);
        }
        var length = head.contentLength();
        return length.isPresent() ? new FixedBody(held, length.getAsLong()) : new EndlessBody(held);
    }

    private HttpExecuteResponse response(ResponseHead head, WireBody body) {
        exchange.carries(body);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(head.status())
                        .statusText(head.reason())
                        .headers(head.headers())
                        .build())
                .responseBody(AbortableInputStream.create(body))
                .build();
    }

    private void report() {
        request.metricCollector().ifPresent(metrics -> {
            metrics.reportMetric(HttpMetric.LEASED_CONCURRENCY, pool.leased());
            metrics.reportMetric(HttpMetric.PENDING_CONCURRENCY_ACQUIRES, pool.pending());
        });
    }
}
