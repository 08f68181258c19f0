package dev.acme.performance.operator.ops;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Set;

/** Counts the requests by which the operator changes the API server: how much load it is. Reviews are questions. */
public final class WriteCounter implements Interceptor {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    /** Posted, and stored nowhere. */
    private static final String REVIEWS = "reviews";

    /** Parts before the resource in {@code /api/VERSION/…} and {@code /apis/GROUP/VERSION/…}. */
    private static final int CORE_PREFIX = 2;

    private static final int GROUP_PREFIX = 3;

    private final OperatorMetrics metrics;

    public WriteCounter(OperatorMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String kind = resource(request.uri().getPath());
        if (!READS.contains(request.method()) && !kind.endsWith(REVIEWS)) {
            metrics.wrote(kind, request.method());
        }
    }

    /** {@code /api/v1/namespaces/x/pods/y} and {@code /apis/batch/v1/namespaces/x/jobs/y} are pods and jobs. */
    static String resource(String path) {
        var parts = List.of(path.replaceFirst("^/", "").split("/"));
        int prefix = parts.getFirst().equals("api") ? CORE_PREFIX : GROUP_PREFIX;
        var rest = parts.subList(Math.min(prefix, parts.size()), parts.size());
        boolean isNamespaced = rest.size() > 2 && rest.getFirst().equals("namespaces");
        var named = isNamespaced ? rest.subList(2, rest.size()) : rest;
        String kind = named.isEmpty() ? "other" : named.getFirst();
        return named.size() > 2 ? kind + "/" + named.get(2) : kind;
    }
}
