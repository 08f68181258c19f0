package dev.acme.performance.operator.web.runs;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.web.access.Caller;
import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.access.Right.Objects;
import dev.acme.performance.operator.web.cluster.ClusterObjects;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Refusal;
import dev.acme.performance.operator.web.watch.Inventory;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;

/** Makes the runs that are ordered; one order makes one run, however often it is sent. */
public final class RunOrders {
    private final ClusterObjects objects;
    private final Inventory inventory;
    private final Random random = new SecureRandom();

    public RunOrders(ClusterObjects objects, Inventory inventory) {
        this.objects = objects;
        this.inventory = inventory;
    }

    /**
     * A run that was made.
     *
     * @param first its first attempt, which no later one changes
     * @param isNew false where an earlier request of the same key has made it
     */
    public record Made(PerformanceRun run, Attempt first, boolean isNew) {}

    /** Refuses with 404 where the caller may not, or nobody carries runs out. */
    public Made place(Caller caller, RunOrder order) {
        if (!inventory.watches(order.namespace())) {
            throw Problem.notFound().refusal();
        }
        caller.require(Right.CREATE_RUNS, order.namespace());
        var keyDigest = order.keyDigest(caller.user().name());
        var earlier = keyDigest.flatMap(digest -> earlier(order, digest));
        if (earlier.isPresent()) {
            return made(same(order, earlier.get()), false);
        }
        var manifest = order.manifest(caller.user().name(), random);
        try {
            return made(objects.create(order.namespace(), manifest), true);
        } catch (Refusal refusal) {
            if (refusal.problem().kind() != Problem.Kind.CONFLICT) {
                throw refusal;
            }
            String name = manifest.at("/metadata/name").asText();
            var present = present(order, keyDigest, name).orElseThrow(() -> refusal);
            return made(same(order, present), keyDigest.isEmpty());
        }
    }

    /** The run that has the name already, where it is no stranger's. */
    private Optional<PerformanceRun> present(RunOrder order, Optional<String> keyDigest, String name) {
        if (keyDigest.isPresent()) {
            // the other one of two that came at the same time was faster
            return earlier(order, keyDigest.get());
        }
        // a name that we made up ourselves: the answer to our own first try was lost
        return order.name().isEmpty() ? objects.run(order.namespace(), name) : Optional.empty();
    }

    private Optional<PerformanceRun> earlier(RunOrder order, String keyDigest) {
        return objects.runsLabelled(order.namespace(), RunOrder.selector(keyDigest)).stream()
                .filter(run -> order.hasKeyOf(run, keyDigest))
                .findFirst();
    }

    private static PerformanceRun same(RunOrder order, PerformanceRun earlier) {
        if (!order.isMadeBy(earlier)) {
            throw Problem.of(
                            Problem.Kind.UNPROCESSABLE,
                            "this Idempotency-Key was sent with another order before, which made the "
                                    + Objects.RUNS
                                    + " object "
                                    + earlier.getMetadata().getName())
                    .refusal();
        }
        return earlier;
    }

    private Made made(PerformanceRun run, boolean isNew) {
        var first = Attempt.of(run, 1);
        inventory.promised(first);
        return new Made(run, first, isNew);
    }
}
