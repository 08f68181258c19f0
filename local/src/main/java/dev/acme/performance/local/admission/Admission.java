package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one version of a custom resource definition says of an object, in the order of a kube-apiserver: unknown fields,
 * defaults, values, lists, CEL rules.
 *
 * <p>Pure: an object that is passed in is never changed, and the same object always gets the same verdict.
 */
public final class Admission {
    /** Stands after refusals of values: the rules look only at objects whose values are in order. */
    public static final Refusal RULES_SKIPPED = Refusal.invalid(
            FieldPath.WHOLE,
            "null",
            "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation");

    private final Schema schema;
    private final ValueRules values;
    private final CelRules rules;

    private Admission(Schema schema) {
        this.schema = schema;
        this.values = new ValueRules(schema);
        this.rules = new CelRules(schema);
    }

    /**
     * Compiles the schema of one version; the first CEL rule of a JVM costs about a second.
     *
     * @param crd a CustomResourceDefinition as JSON
     * @throws BadSchema where the version is absent or a rule does not compile
     */
    public static Admission of(JsonNode crd, String version) {
        for (var candidate : crd.path("spec").path("versions")) {
            if (candidate.path("name").asText().equals(version)) {
                return new Admission(new Schema(candidate.path("schema").path("openAPIV3Schema")));
            }
        }
        throw new BadSchema("there is no version " + version);
    }

    /** Compiles a schema that stands alone. */
    public static Admission ofSchema(JsonNode openApiV3Schema) {
        return new Admission(new Schema(openApiV3Schema));
    }

    /** Judges a new object as strict validation does: an unknown field is refused by its path. */
    public Verdict check(JsonNode object) {
        return check(object, MissingNode.getInstance());
    }

    /** Judges a change of {@code former} into {@code object}. */
    public Verdict check(JsonNode object, JsonNode former) {
        ObjectNode copy = object.deepCopy();
        var unknown = prune(copy).stream().map(Admission::unknown).toList();
        if (!unknown.isEmpty()) {
            return new Verdict.Refused(unknown);
        }
        fillDefaults(copy);
        var refusals = violations(copy, former);
        return refusals.isEmpty() ? new Verdict.Admitted(copy) : new Verdict.Refused(refusals);
    }

    /** Removes what the schema does not know, in place; answers the paths that went. */
    public List<String> prune(ObjectNode object) {
        return Pruner.prune(object, schema);
    }

    /** Fills in defaults, in place. */
    public void fillDefaults(ObjectNode object) {
        Defaulter.fill(object, schema);
    }

    /** Every reason to refuse a defaulted object; {@code former} is missing for a new one. */
    public List<Refusal> violations(JsonNode object, JsonNode former) {
        var ratchet = new Ratchet(object, former, schema);
        var found = new ArrayList<Refusal>();
        found.addAll(values.violations(object));
        found.addAll(UniqueItems.violations(object, schema));
        found.removeIf(refusal -> ratchet.isUntouched(refusal.field()));
        boolean isBlocked = found.stream().anyMatch(refusal -> refusal.cause().blocksRules());
        if (isBlocked && rules.exist()) {
            found.add(RULES_SKIPPED);
        } else if (!isBlocked) {
            found.addAll(rules.violations(object, former));
        }
        return found;
    }

    private static Refusal unknown(String path) {
        return new Refusal(path, Cause.UNKNOWN, "unknown field");
    }
}
