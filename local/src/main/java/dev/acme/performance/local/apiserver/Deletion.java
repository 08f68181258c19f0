package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;

/** How an object goes: at once, after its grace period, or when its finalizers are gone. */
final class Deletion {
    private static final ResourceId PODS = new ResourceId("", "pods");
    private static final ResourceId NAMESPACES = new ResourceId("", "namespaces");

    private final Store store;
    private final InstantSource clock;

    Deletion(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What was removed, or what now waits to be removed. */
    sealed interface Outcome {
        /** It is gone. */
        record Removed(ObjectNode last) implements Outcome {}

        /** It is marked, and stays for its grace period or its finalizers. */
        record Marked(ObjectNode object) implements Outcome {}
    }

    Outcome delete(Target target, DeleteOptions options) {
        return store.write(transaction -> {
            var former = transaction.get(target.key());
            if (former.isMissingNode()) {
                throw ApiFailure.notFound(target.key());
            }
            checkPreconditions(former, target, options);
            ObjectNode marked = former.deepCopy();
            addFinalizer(marked, options.propagation());
            long grace = mark(marked, options, target);
            boolean isGone = grace == 0 && !isHeld(marked, target.type());
            if (options.isDryRun()) {
                return isGone ? new Outcome.Removed(marked) : new Outcome.Marked(marked);
            }
            if (isGone) {
                return new Outcome.Removed(transaction.remove(target.key()));
            }
            return new Outcome.Marked(marked.equals(former) ? marked : transaction.put(target.key(), marked));
        });
    }

    private static void checkPreconditions(JsonNode former, Target target, DeleteOptions options) {
        for (var field : new String[][] {{"uid", "UID"}, {"resourceVersion", "ResourceVersion"}}) {
            String wanted = field[0].equals("uid") ? options.uid() : options.resourceVersion();
            String present = former.path("metadata").path(field[0]).asText();
            if (!wanted.isEmpty() && !wanted.equals(present)) {
                throw ApiFailure.conflict(
                        target.key(),
                        "Precondition failed: %s in precondition: %s, %s in object meta: %s"
                                .formatted(field[1], wanted, field[1], present));
            }
        }
    }

    /** Who goes after its dependents, or leaves them, says so by a finalizer that the garbage collector removes. */
    private static void addFinalizer(ObjectNode object, Propagation propagation) {
        var metadata = object.withObject("/metadata");
        if (metadata.has("deletionTimestamp")) {
            return;
        }
        String finalizer = switch (propagation) {
            case BACKGROUND -> "";
            case FOREGROUND -> "foregroundDeletion";
            case ORPHAN -> "orphan";
        };
        if (!finalizer.isEmpty()) {
            var list = metadata.path("finalizers") instanceof ArrayNode present
                    ? present
                    : metadata.putArray("finalizers");
            list.add(finalizer);
        }
    }

    /** Sets the deletion's time, in place; answers the grace period that is left, in seconds. */
    private long mark(ObjectNode object, DeleteOptions options, Target target) {
        var metadata = object.withObject("/metadata");
        long grace = gracePeriod(object, options, target);
        if (metadata.has("deletionTimestamp")) {
            long before = metadata.path("deletionGracePeriodSeconds").asLong();
            if (grace >= before) {
                return before;
            }
        } else if (metadata.has("generation")) {
            metadata.put("generation", metadata.path("generation").asLong() + 1);
        }
        metadata.put("deletionTimestamp", Creation.seconds(clock.instant().plusSeconds(grace)));
        metadata.put("deletionGracePeriodSeconds", grace);
        if (target.type().id().equals(NAMESPACES)) {
            object.withObject("/status").put("phase", "Terminating");
        }
        return grace;
    }

    /** Only a pod that runs somewhere needs time to end. */
    private static long gracePeriod(JsonNode object, DeleteOptions options, Target target) {
        String phase = object.at("/status/phase").asText();
        boolean hasEnded = phase.equals("Succeeded") || phase.equals("Failed");
        boolean isPlaced = !object.at("/spec/nodeName").asText("").isEmpty();
        if (!target.type().id().equals(PODS) || !isPlaced || hasEnded) {
            return 0;
        }
        long ofSpec = object.at("/spec/terminationGracePeriodSeconds").asLong(30);
        return options.gracePeriodSeconds() < 0 ? ofSpec : options.gracePeriodSeconds();
    }

    /** Whether somebody still has to clean up; of a namespace, whoever empties it. */
    static boolean isHeld(JsonNode object, ResourceType type) {
        boolean hasContent =
                type.id().equals(NAMESPACES) && !object.at("/spec/finalizers").isEmpty();
        return hasContent || !object.at("/metadata/finalizers").isEmpty();
    }
}
