package dev.acme.performance.operator.web.route;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request; the first that fits. */
public record Router(List<Route> routes) {
    public Router {
        routes = List.copyOf(routes);
    }

    /** What there is at a path. */
    sealed interface Match {
        record Found(Route route, Map<String, String> names) implements Match {}

        record OtherMethods(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    Match match(String method, String path) {
        var others = new TreeSet<String>();
        for (var route : routes) {
            var names = route.matched(path);
            if (names.isPresent() && route.method().equals(method)) {
                return new Match.Found(route, names.get());
            }
            names.ifPresent(_ -> others.add(route.method()));
        }
        return others.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(String.join(", ", others));
    }
}
