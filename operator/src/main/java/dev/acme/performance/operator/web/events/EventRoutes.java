package dev.acme.performance.operator.web.events;

import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.route.Asked;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.route.Rule;
import dev.acme.performance.operator.web.watch.Inventory;
import java.util.List;

/** {@code /api/v1/events}: server-sent events, a bounded number of streams for each user and for all. */
public final class EventRoutes {
    private static final int MOST = 128;
    private static final int MOST_OF_A_USER = 8;
    private static final int RETRY_SECONDS = 10;

    private final Inventory inventory;
    private final Broadcast broadcast;
    private final EventTimes times;
    private final StreamSlots slots = new StreamSlots(MOST_OF_A_USER, MOST);

    public EventRoutes(Inventory inventory, Broadcast broadcast, EventTimes times) {
        this.inventory = inventory;
        this.broadcast = broadcast;
        this.times = times;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/events", new Rule.PerNamespace(Right.LIST_RUNS), this::events));
    }

    private Answer events(Asked asked) {
        var namespace = asked.query().only("namespace").one("namespace").map(it -> Route.checkedName("namespace", it));
        namespace.ifPresent(it -> asked.caller().require(Right.LIST_RUNS, it));
        var stream = new EventStream(asked.caller(), namespace, inventory, broadcast, times);
        // before the answer begins, so that a refusal can be told
        var end = slots.take(asked.caller().user().name())
                .orElseThrow(() -> Problem.of(Problem.Kind.TOO_MANY_REQUESTS, "too many streams are open")
                        .retryAfter(RETRY_SECONDS)
                        .refusal());
        return new Answer.Stream("text/event-stream", stream, end);
    }
}
