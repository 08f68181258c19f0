package dev.acme.performance.operator.web.runs;

import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.route.Asked;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.watch.Inventory;
import java.util.Set;
import java.util.function.Predicate;

/** Which namespaces an answer may tell of. */
public final class Visible {
    private Visible() {}

    /** The parameter {@code namespace}'s, refused with 404 where the caller may not; without one all that he may. */
    public static Predicate<String> namespaces(Asked asked, Inventory inventory, Right right) {
        var wanted = asked.query().one("namespace").map(name -> Route.checkedName("namespace", name));
        if (wanted.isPresent()) {
            asked.caller().require(right, wanted.get());
            return Set.of(wanted.get())::contains;
        }
        return asked.caller().where(right, inventory.namespaces());
    }
}
