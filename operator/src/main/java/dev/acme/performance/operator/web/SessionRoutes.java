package dev.acme.performance.operator.web;

import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.route.Asked;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.route.Rule;
import dev.acme.performance.operator.web.watch.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Who asks and what he may, how this API is described, and whether it works at all. */
final class SessionRoutes {
    private static final String DESCRIPTION = "openapi.yaml";

    private final Inventory inventory;
    private final WebSettings settings;

    private final BooleanSupplier isReady;

    SessionRoutes(Inventory inventory, WebSettings settings, BooleanSupplier isReady) {
        this.inventory = inventory;
        this.settings = settings;
        this.isReady = isReady;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/livez", Rule.open(), _ -> Answer.text(200, Answer.TEXT, "ok\n")),
                Route.get("/readyz", Rule.open(), _ -> ready()),
                Route.get("/openapi.yaml", Rule.signedIn(), SessionRoutes::description),
                Route.get("/api/v1/session", Rule.signedIn(), this::session));
    }

    private Answer ready() {
        boolean isWell = isReady.getAsBoolean();
        return Answer.text(isWell ? 200 : 503, Answer.TEXT, isWell ? "ok\n" : "not ok\n");
    }

    private static Answer description(Asked asked) {
        asked.query().only();
        try (var in = Objects.requireNonNull(SessionRoutes.class.getResourceAsStream(DESCRIPTION), DESCRIPTION)) {
            return new Answer.Whole(200, "application/yaml", in.readAllBytes(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer session(Asked asked) {
        asked.query().only();
        var caller = asked.caller();
        var answer = Json.object()
                .put("user", caller.user().name())
                .put("version", version())
                .put("isLeader", settings.isLeader().getAsBoolean())
                .put("fidelity", settings.fidelity());
        var namespaces = answer.putArray("namespaces");
        var names = new TreeSet<>(inventory.namespaces());
        caller.user().homeNamespace().filter(inventory::watches).ifPresent(names::add);
        var visible = caller.where(Right.LIST_RUNS, names);
        var writable = caller.where(Right.CREATE_RUNS, names);
        var changeable = caller.where(Right.PATCH_RUNS, names);
        names.stream()
                .filter(name -> visible.test(name) || writable.test(name))
                .forEach(name -> namespaces
                        .addObject()
                        .put("name", name)
                        .put("canCreate", writable.test(name))
                        .put("canPatch", changeable.test(name)));
        return Answer.json(answer);
    }

    private static String version() {
        return Objects.requireNonNullElse(SessionRoutes.class.getPackage().getImplementationVersion(), "development");
    }
}
