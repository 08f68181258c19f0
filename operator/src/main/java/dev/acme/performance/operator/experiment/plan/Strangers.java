package dev.acme.performance.operator.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.SpecPath;
import java.util.Set;

/**
 * Fields of one backend or mode in the spec of another: what the schema's rules would refuse, unless a factor gave it. Where no
 * factor varies the backend or mode, the template contradicts itself, and is refused as a run that says so would be.
 */
record Strangers(Set<SpecPath> given) {
    private static final Set<String> OPEN_LOOPS = Set.of("Constant", "Poisson");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    Strangers {
        given = Set.copyOf(given);
    }

    /** Gives them the schema's default, in place. */
    void leaveOutOf(ObjectNode spec) {
        if (given.contains(SpecPath.COMPUTE_BACKEND)) {
            ofCompute(spec.withObjectProperty("compute"));
        }
        if (given.contains(SpecPath.STORAGE_BACKEND)) {
            ofStorage(spec.withObjectProperty("storage"), spec.withObjectProperty("pools"));
        }
        if (given.contains(SpecPath.LOAD_MODE)) {
            ofLoad(spec.withObjectProperty("load"));
        }
    }

    private void ofCompute(ObjectNode compute) {
        String backend = compute.path("backend").asText();
        if (!backend.equals("ecs")) {
            reset(compute, SpecPath.COMPUTE_REPLICAS, NODES.numberNode(1));
            drop(compute, "autoscaling");
        }
        if (!backend.equals("lambda")) {
            drop(compute, "lambda");
        }
        if (!backend.equals("external")) {
            drop(compute, "target");
        }
    }

    private void ofStorage(ObjectNode storage, ObjectNode pools) {
        String backend = storage.path("backend").asText();
        if (!backend.equals("s3")) {
            reset(pools, SpecPath.POOLS_S3_CONNECTIONS, NODES.numberNode(150));
            reset(storage, SpecPath.STORAGE_DELIVERY, NODES.textNode("Proxy"));
        }
        if (!backend.equals("rds")) {
            reset(pools, SpecPath.POOLS_DATABASE_CONNECTIONS, NODES.numberNode(20));
            reset(storage, SpecPath.STORAGE_RDS_MODE, NODES.textNode("Bytea"));
        }
    }

    private void ofLoad(ObjectNode load) {
        String mode = load.path("mode").asText();
        if (mode.equals("Burst")) {
            drop(load, "durationSeconds");
        } else {
            reset(load, SpecPath.LOAD_REQUESTS_PER_CLIENT, NODES.numberNode(1));
        }
        if (!OPEN_LOOPS.contains(mode)) {
            drop(load, "ratePerSecond");
        }
        if (!mode.equals("Closed")) {
            reset(load, SpecPath.LOAD_THINK_TIME_MS, NODES.numberNode(0));
        }
    }

    private void reset(ObjectNode node, SpecPath path, JsonNode value) {
        if (!given.contains(path)) {
            String text = path.toString();
            node.set(text.substring(text.lastIndexOf('.') + 1), value);
        }
    }

    private void drop(ObjectNode node, String name) {
        boolean isGiven = given.stream()
                .map(SpecPath::toString)
                .anyMatch(path -> path.endsWith("." + name) || path.contains("." + name + "."));
        if (!isGiven) {
            node.remove(name);
        }
    }
}
