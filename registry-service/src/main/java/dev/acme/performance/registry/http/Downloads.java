package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.storage.ByteRange;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.Optional;

/** Archives over HTTP: whole, in part, or only if changed. */
final class Downloads implements HttpService {
    private static final HeaderName X_CACHE = HeaderNames.create("X-Cache");
    private static final String PATH = "/{model}/{version}/model.zip";

    private final Turnstile turnstile;
    private final CatalogueReads catalogue;
    private final Delivery delivery;

    Downloads(Turnstile turnstile, CatalogueReads catalogue, Delivery delivery) {
        this.turnstile = turnstile;
        this.catalogue = catalogue;
        this.delivery = delivery;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, turnstile.before(this::download)).head(PATH, turnstile.before(this::describe));
    }

    private void download(ServerRequest request, ServerResponse response) {
        var row = catalogue.row(request);
        if (isUnchanged(request, response, row)) {
            return;
        }
        var place = delivery.place(row);
        long size = row.fingerprint().sizeBytes();
        switch (range(request, row)) {
            case RangeHeader.Whole() when place.isPresent() -> redirect(response, place.get());
            case RangeHeader.Part _ when place.isPresent() -> redirect(response, place.get());
            case RangeHeader.Whole() -> deliver(request, response, row, ByteRange.whole(size));
            case RangeHeader.Part(ByteRange part) -> {
                response.status(Status.PARTIAL_CONTENT_206);
                response.header(HeaderNames.CONTENT_RANGE, "bytes " + part.from() + "-" + part.last() + "/" + size);
                deliver(request, response, row, part);
            }
            case RangeHeader.Unsatisfiable() -> {
                response.header(HeaderNames.CONTENT_RANGE, "bytes */" + size);
                throw new Refusal(Problem.RANGE_NOT_SATISFIABLE, "the archive has " + size + " bytes");
            }
        }
    }

    private void describe(ServerRequest request, ServerResponse response) {
        var row = catalogue.row(request);
        if (!isUnchanged(request, response, row)) {
            head(response, row, row.fingerprint().sizeBytes());
            response.send();
        }
    }

    /** The place is the client's for a short time only: nobody may remember it for another. */
    private static void redirect(ServerResponse response, URI place) {
        response.status(Status.TEMPORARY_REDIRECT_307);
        response.header(HeaderNames.LOCATION, place.toString());
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.contentLength(0);
        response.send();
    }

    private void deliver(ServerRequest request, ServerResponse response, ModelRow row, ByteRange range) {
        delivery.deliver(request, row, range, origin -> {
            head(response, row, range.length());
            switch (origin) {
                case STORAGE -> {}
                case HIT -> response.header(X_CACHE, "hit");
                case MISS, JOINED, BYPASS, UNKEPT -> response.header(X_CACHE, "miss");
            }
            return response.outputStream();
        });
    }

    private static boolean isUnchanged(ServerRequest request, ServerResponse response, ModelRow row) {
        var tag = EntityTag.of(row.fingerprint());
        boolean unchanged = header(request, HeaderNames.IF_NONE_MATCH)
                .filter(tag::isNamedIn)
                .isPresent();
        if (unchanged) {
            response.header(HeaderNames.ETAG, tag.quoted());
            response.status(Status.NOT_MODIFIED_304);
            response.send();
        }
        return unchanged;
    }

    private static RangeHeader range(ServerRequest request, ModelRow row) {
        var tag = EntityTag.of(row.fingerprint());
        boolean applies =
                header(request, HeaderNames.IF_RANGE).map(tag::isExactly).orElse(true);
        return header(request, HeaderNames.RANGE)
                .filter(_ -> applies)
                .map(range -> RangeHeader.parse(range, row.fingerprint().sizeBytes()))
                .orElseGet(RangeHeader.Whole::new);
    }

    private static void head(ServerResponse response, ModelRow row, long length) {
        response.header(HeaderNames.CONTENT_TYPE, "application/zip");
        response.header(HeaderNames.ACCEPT_RANGES, "bytes");
        response.header(HeaderNames.ETAG, EntityTag.of(row.fingerprint()).quoted());
        response.contentLength(length);
    }

    private static Optional<String> header(ServerRequest request, HeaderName name) {
        return request.headers().first(name);
    }
}
