package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.acme.performance.local.admission.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What built-in kinds demand across fields, and what of them may never change. */
final class BuiltinRules {
    private static final String IMMUTABLE = "field is immutable";
    /** What a Job may ask for elsewhere, refused here because to ignore it would change its meaning. */
    private static final List<String> UNSUPPORTED_OF_JOBS = List.of(
            "suspend", "ttlSecondsAfterFinished", "successPolicy", "maxFailedIndexes", "manualSelector", "managedBy");

    private final JsonNode object;
    private final JsonNode former;
    private final List<Refusal> refusals = new ArrayList<>();

    private BuiltinRules(JsonNode object, JsonNode former) {
        this.object = object;
        this.former = former;
    }

    /** Every reason to refuse; {@code former} is missing for a new object. */
    static List<Refusal> violations(String kind, JsonNode object, JsonNode former) {
        var rules = new BuiltinRules(object, former);
        switch (kind) {
            case "Deployment", "ReplicaSet" -> rules.workload();
            case "Job" -> rules.job();
            case "Pod" -> rules.pod();
            case "ConfigMap" -> rules.sealed("data", "binaryData");
            case "Secret" -> rules.sealed("data", "type");
            case "CustomResourceDefinition" -> rules.definition();
            default -> {}
        }
        return rules.refusals;
    }

    private void workload() {
        keeps("/spec/selector");
        var labels = object.at("/spec/template/metadata/labels");
        var selector = LabelSelector.of(object.at("/spec/selector"));
        if (selector.requirements().isEmpty()) {
            refusals.add(Refusal.invalid("spec.selector", "{}", "empty selector is invalid for deployment"));
        } else if (!selector.selects(object.at("/spec/template"))) {
            refusals.add(Refusal.invalid(
                    "spec.template.metadata.labels",
                    labels.isMissingNode() ? "null" : labels.toString(),
                    "`selector` does not match template `labels`"));
        }
        var policy = object.at("/spec/template/spec/restartPolicy");
        if (!policy.isMissingNode() && !policy.asText().equals("Always")) {
            refusals.add(Refusal.notSupported("spec.template.spec.restartPolicy", policy.toString(), "\"Always\""));
        }
    }

    private void job() {
        keeps("/spec/selector");
        keeps("/spec/completions");
        keeps("/spec/podFailurePolicy");
        keeps("/spec/template");
        for (String field : UNSUPPORTED_OF_JOBS) {
            var value = object.path("spec").path(field);
            if (!value.isMissingNode() && !value.equals(BooleanNode.FALSE)) {
                refusals.add(Refusal.forbidden("spec." + field, "this one-machine Kubernetes does not support it"));
            }
        }
        keeps("/spec/completionMode");
        if (object.at("/spec/completionMode").asText().equals("Indexed")
                && object.at("/spec/completions").isMissingNode()) {
            refusals.add(Refusal.required("spec.completions", "when completion mode is Indexed"));
        }
        if (object.at("/spec/template/spec/restartPolicy").asText().equals("Always")) {
            refusals.add(
                    Refusal.required("spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\""));
        }
    }

    /** Of a pod only images, the deadline and tolerations may change; the node name once, by the scheduler. */
    private void pod() {
        if (former.isMissingNode()) {
            return;
        }
        var before = PodSpecCore.of(former);
        var after = PodSpecCore.of(object);
        if (!before.equals(after)) {
            refusals.add(
                    Refusal.forbidden(
                            "spec",
                            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                                    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"));
        }
    }

    private void sealed(String... fields) {
        if (!former.path("immutable").asBoolean()) {
            return;
        }
        for (String field : fields) {
            if (!object.path(field).equals(former.path(field))) {
                refusals.add(Refusal.forbidden(field, "field is immutable when `immutable` is set"));
            }
        }
    }

    private void definition() {
        String expected = object.at("/spec/names/plural").asText() + "."
                + object.at("/spec/group").asText();
        String name = object.at("/metadata/name").asText();
        if (!name.equals(expected)) {
            refusals.add(
                    Refusal.invalid("metadata.name", '"' + name + '"', "must be spec.names.plural+\".\"+spec.group"));
        }
    }

    private void keeps(String pointer) {
        if (!former.isMissingNode() && !object.at(pointer).equals(former.at(pointer))) {
            String field = pointer.substring(1).replace('/', '.');
            String value = object.at(pointer).isMissingNode()
                    ? "null"
                    : object.at(pointer).toString();
            refusals.add(Refusal.invalid(field, value, IMMUTABLE));
        }
    }
}
