package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** How an object comes into being. */
final class Creation {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final ResourceId NAMESPACES = new ResourceId("", "namespaces");

    private final Store store;
    private final InstantSource clock;
    private final RandomGenerator random;

    Creation(Store store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /** Creates what the caller gives away; its name may be generated. */
    Written create(Target target, ObjectNode object, WriteOptions options) {
        RequestBody.checkKind(object, target);
        var warnings = UnknownFields.removeFrom(object, target).answer(target, options);
        identify(object, target);
        target.type().strategy().fillDefaults(object, target.version());
        target.type().strategy().initialize(object);
        var named = target.named(object.at("/metadata/name").asText());
        return store.write(transaction -> {
            checkNamespace(transaction, named);
            if (!transaction.get(named.key()).isMissingNode()) {
                throw ApiFailure.alreadyExists(named.key());
            }
            refuse(object, named);
            return new Written(options.isDryRun() ? object : transaction.put(named.key(), object), warnings);
        });
    }

    private void identify(ObjectNode object, Target target) {
        ObjectNode metadata = object.withObject("/metadata");
        if (!metadata.path("resourceVersion").asText("").isEmpty()) {
            throw ApiFailure.badRequest("resourceVersion should not be set on objects to be created");
        }
        ObjectMetadata.clearServerFields(metadata);
        if (metadata.path("name").asText("").isEmpty()) {
            metadata.put("name", generatedName(metadata.path("generateName").asText(""), target));
        }
        placeInNamespace(metadata, target);
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", seconds(clock.instant()));
        if (target.type().strategy().countsGenerations()) {
            metadata.put("generation", 1);
        }
    }

    private static void placeInNamespace(ObjectNode metadata, Target target) {
        String given = metadata.path("namespace").asText("");
        if (!target.type().isNamespaced()) {
            metadata.remove("namespace");
        } else if (!given.isEmpty() && !given.equals(target.namespace())) {
            throw ApiFailure.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        } else {
            metadata.put("namespace", target.namespace());
        }
    }

    private String generatedName(String prefix, Target target) {
        if (prefix.isEmpty()) {
            var missing = Refusal.required("metadata.name", "name or generateName is required");
            throw ApiFailure.invalid(target.type(), "", List.of(missing));
        }
        var name = new StringBuilder(prefix.substring(0, Math.min(prefix.length(), 58)));
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return name.toString();
    }

    private static void checkNamespace(Store.Transaction transaction, Target target) {
        if (!target.type().isNamespaced()) {
            return;
        }
        var key = new ObjectKey(NAMESPACES, "", target.namespace());
        var namespace = transaction.get(key);
        if (namespace.isMissingNode()) {
            throw ApiFailure.notFound(key);
        }
        if (namespace.at("/metadata").has("deletionTimestamp")) {
            throw ApiFailure.of(
                    ApiFailure.Reason.FORBIDDEN,
                    "%s \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
                            .formatted(target.type().id().qualified(), target.name(), target.namespace()));
        }
    }

    private static void refuse(ObjectNode object, Target target) {
        var none = MissingNode.getInstance();
        var refusals = new ArrayList<Refusal>();
        refusals.addAll(MetadataRules.violations(target.type().kind(), object, none));
        refusals.addAll(target.type().strategy().violations(object, none, target.version()));
        if (!refusals.isEmpty()) {
            throw ApiFailure.invalid(target.type(), target.name(), refusals);
        }
    }

    /** A time as metadata shows it. */
    static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
