package dev.acme.performance.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the catalogue knows: one model's metadata, or all models page by page. */
final class Models implements HttpService {
    private static final int STANDARD_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Turnstile turnstile;
    private final CatalogueReads catalogue;

    Models(Turnstile turnstile, CatalogueReads catalogue) {
        this.turnstile = turnstile;
        this.catalogue = catalogue;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/models", turnstile.before(this::list)).get("/{model}/{version}", turnstile.before(this::describe));
    }

    private void describe(ServerRequest request, ServerResponse response) {
        send(response, members(catalogue.row(request)));
    }

    private void list(ServerRequest request, ServerResponse response) {
        int limit = limit(request);
        var after = request.query().first("after").asOptional().map(Models::key);
        var page = catalogue.read(request, c -> c.page(limit, after));
        var members = new LinkedHashMap<String, Object>();
        members.put("models", page.rows().stream().map(Models::members).toList());
        page.next().ifPresent(next -> members.put("next", next.toString()));
        send(response, members);
    }

    private static int limit(ServerRequest request) {
        var text = request.query().first("limit").asOptional().orElse(Integer.toString(STANDARD_PAGE));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new Refusal(Problem.BAD_PARAMETER, "limit is no number");
        }
        throw new Refusal(Problem.BAD_PARAMETER, "limit must be from 1 to " + LARGEST_PAGE);
    }

    /** The place where an earlier page ended: {@code model/version}. */
    private static ModelKey key(String text) {
        var parts = text.split("/", -1);
        return Optional.of(parts)
                .filter(p -> p.length == 2)
                .flatMap(p ->
                        ModelId.parse(p[0]).flatMap(id -> Version.parse(p[1]).map(v -> new ModelKey(id, v))))
                .orElseThrow(
                        () -> new Refusal(Problem.BAD_PARAMETER, "after must be a model id, a slash and a version"));
    }

    private static Map<String, Object> members(ModelRow row) {
        var members = new LinkedHashMap<String, Object>();
        members.put("id", row.key().id().text());
        members.put("version", row.key().version().text());
        members.put("sizeBytes", row.fingerprint().sizeBytes());
        members.put("sha256", row.fingerprint().sha256());
        members.put("crc32c", row.fingerprint().crc32c());
        members.put("created", row.created().toString());
        members.put("path", "/" + row.key().objectName());
        return members;
    }

    private static void send(ServerResponse response, Map<String, Object> members) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        try {
            response.send(JSON.writeValueAsBytes(members));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
