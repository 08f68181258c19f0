package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.Catalogue;
import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.metrics.ServiceMetrics;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;

/** The catalogue as requests use it: names checked, time measured, failures turned into refusals. */
final class CatalogueReads {
    private final Catalogue catalogue;
    private final ServiceMetrics metrics;

    CatalogueReads(Catalogue catalogue, ServiceMetrics metrics) {
        this.catalogue = catalogue;
        this.metrics = metrics;
    }

    /** @throws Refusal where the path names no model, or one that is not there */
    ModelRow row(ServerRequest request) {
        var parameters = request.path().pathParameters();
        var key = key(parameters.get("model"), parameters.get("version"));
        return read(request, c -> c.find(key)).orElseThrow(() -> new Refusal(Problem.UNKNOWN_MODEL, key.toString()));
    }

    /** @throws Refusal where the catalogue fails */
    <T> T read(ServerRequest request, Function<Catalogue, T> question) {
        long start = System.nanoTime();
        try {
            return Aside.call(() -> question.apply(catalogue));
        } catch (CatalogueFailure e) {
            throw new Refusal(Problem.of(e.reason()), String.valueOf(e.getMessage()));
        } finally {
            long nanos = System.nanoTime() - start;
            metrics.metadataRead(nanos);
            request.context().get(RequestTimes.class).ifPresent(times -> times.metadataRead(nanos));
        }
    }

    private static ModelKey key(String model, String version) {
        var id = ModelId.parse(model).orElseThrow(() -> new Refusal(Problem.BAD_NAME, "not a model id"));
        return new ModelKey(
                id, Version.parse(version).orElseThrow(() -> new Refusal(Problem.BAD_NAME, "not a version")));
    }
}
