package dev.acme.performance.operator.web.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Problem.FieldError;
import dev.acme.performance.operator.web.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code POST /health/performance/workload}: seed 001's three fields and what else a run may be told, under the
 * seed's way of writing. Without a mode each client downloads once, all at the same instant, as the seed measures: a duration is then how
 * long they are watched. Values are judged by the API server, only names and types here.
 *
 * @param load how long the load goes on, zero where it ends by itself
 */
record Workload(Optional<String> namespace, ObjectNode spec, Duration load) {
    private static final int SEED_CLIENTS = 100;
    private static final String DURATION = "duration_seconds";
    private static final String WARMUP = "warmup_seconds";
    private static final String BURST = "Burst";
    /** Beside the load's own duration; the schema's default where that is short. */
    private static final int OVERHEAD_SECONDS = 1_800;

    private static final int STANDARD_TIMEOUT = 3_600;
    private static final int LONGEST_TIMEOUT = 172_800;

    /** Where a field of the body goes in a run's spec. */
    private record Target(Type type, String parent, String field) {}

    private enum Type {
        NUMBER,
        TEXT
    }

    private static final Map<String, Target> FIELDS = fields();

    private static Map<String, Target> fields() {
        var fields = new LinkedHashMap<String, Target>();
        fields.put("num_clients", new Target(Type.NUMBER, "", "clients"));
        fields.put("model_id", new Target(Type.TEXT, "model", "id"));
        fields.put(DURATION, new Target(Type.NUMBER, "load", "durationSeconds"));
        fields.put("model_version", new Target(Type.TEXT, "model", "version"));
        fields.put("model_size_bytes", new Target(Type.NUMBER, "model", "sizeBytes"));
        fields.put("registry_size", new Target(Type.NUMBER, "model", "registrySize"));
        fields.put("compute_backend", new Target(Type.TEXT, "compute", "backend"));
        fields.put("replicas", new Target(Type.NUMBER, "compute", "replicas"));
        fields.put("target", new Target(Type.TEXT, "compute", "target"));
        fields.put("storage_backend", new Target(Type.TEXT, "storage", "backend"));
        fields.put("caching", new Target(Type.TEXT, "storage", "caching"));
        fields.put("delivery", new Target(Type.TEXT, "storage", "delivery"));
        fields.put("threads", new Target(Type.NUMBER, "pools", "threads"));
        fields.put("s3_connections", new Target(Type.NUMBER, "pools", "s3Connections"));
        fields.put("database_connections", new Target(Type.NUMBER, "pools", "databaseConnections"));
        fields.put("mode", new Target(Type.TEXT, "load", "mode"));
        fields.put("requests_per_client", new Target(Type.NUMBER, "load", "requestsPerClient"));
        fields.put("rate_per_second", new Target(Type.NUMBER, "load", "ratePerSecond"));
        fields.put(WARMUP, new Target(Type.NUMBER, "load", "warmupSeconds"));
        return fields;
    }

    static List<String> names() {
        return List.copyOf(FIELDS.keySet());
    }

    /** Refuses with 400, naming every field that is unknown or of the wrong type. */
    static Workload of(ObjectNode body) {
        var errors = new ArrayList<FieldError>();
        var spec = Json.object().put("clients", SEED_CLIENTS);
        body.properties().forEach(field -> {
            var target = FIELDS.get(field.getKey());
            if (target != null) {
                put(spec, field.getKey(), target, field.getValue(), errors);
            } else if (!field.getKey().equals("namespace")) {
                errors.add(new FieldError(field.getKey(), "unknown field"));
            } else if (!field.getValue().isTextual()) {
                errors.add(new FieldError("namespace", "must be a string"));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.ofFields(Problem.Kind.BAD_REQUEST, "the body has fields that are not valid", errors)
                    .refusal();
        }
        int load = timed(body, spec);
        var namespace = Optional.of(body.path("namespace"))
                .filter(JsonNode::isTextual)
                .map(node -> Route.checkedName("namespace", node.asText()));
        return new Workload(namespace, spec, Duration.ofSeconds(load));
    }

    private static void put(ObjectNode spec, String name, Target target, JsonNode value, List<FieldError> errors) {
        boolean fits = switch (target.type()) {
            case NUMBER -> value.isIntegralNumber() && value.canConvertToLong();
            case TEXT -> value.isTextual();
        };
        if (!fits) {
            errors.add(
                    new FieldError(name, target.type() == Type.NUMBER ? "must be a whole number" : "must be a string"));
            return;
        }
        var parent = target.parent().isEmpty() ? spec : spec.withObject("/" + target.parent());
        parent.set(target.field(), value);
    }

    /**
     * Gives the whole run time enough; the load's seconds. A burst ends by itself: a download that lasts longer than the duration
     * has timed out, as in the seed, whose 100 requests took 63 of 300 seconds, and all timed out after 300 before.
     */
    private static int timed(ObjectNode body, ObjectNode spec) {
        if (!body.has(DURATION)) {
            return 0;
        }
        long longest =
                Math.clamp(body.path(DURATION).asLong() + body.path(WARMUP).asLong(), 0, LONGEST_TIMEOUT);
        spec.put("timeoutSeconds", Math.clamp(longest + OVERHEAD_SECONDS, STANDARD_TIMEOUT, LONGEST_TIMEOUT));
        if (body.path("mode").asText(BURST).equals(BURST)) {
            var load = spec.withObject("/load");
            load.set("timeoutSeconds", load.remove("durationSeconds"));
            return 0;
        }
        return (int) longest;
    }
}
