package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.Refusal;
import java.util.ArrayList;
import java.util.List;

/** How the objects of a kind that Kubernetes itself defines behave. */
record BuiltinStrategy(String kind, Admission schema, boolean countsGenerations, Propagation defaultPropagation)
        implements Strategy {
    @Override
    public List<String> prune(ObjectNode object, String version) {
        return schema.prune(object);
    }

    @Override
    public void fillDefaults(ObjectNode object, String version) {
        schema.fillDefaults(object);
        BuiltinDefaults.fill(kind, object);
    }

    @Override
    public void initialize(ObjectNode object) {
        BuiltinDefaults.initialize(kind, object);
    }

    @Override
    public List<Refusal> violations(ObjectNode object, JsonNode former, String version) {
        var refusals = new ArrayList<>(schema.violations(object, former));
        refusals.addAll(BuiltinRules.violations(kind, object, former));
        return refusals;
    }

    @Override
    public boolean allowsBlindUpdates() {
        return !kind.equals("CustomResourceDefinition") && !kind.equals("Lease");
    }
}
