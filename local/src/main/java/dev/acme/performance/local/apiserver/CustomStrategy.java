package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How objects of a custom resource definition behave: as its own schema says. */
record CustomStrategy(Map<String, Admission> versions, Map<String, TableView> tables, boolean hasStatus)
        implements Strategy {
    CustomStrategy {
        versions = Map.copyOf(versions);
        tables = Map.copyOf(tables);
    }

    @Override
    public List<String> prune(ObjectNode object, String version) {
        return admission(version).prune(object);
    }

    @Override
    public void fillDefaults(ObjectNode object, String version) {
        admission(version).fillDefaults(object);
    }

    @Override
    public void initialize(ObjectNode object) {
        if (hasStatus) {
            object.remove("status");
        }
    }

    @Override
    public List<Refusal> violations(ObjectNode object, JsonNode former, String version) {
        return admission(version).violations(object, former);
    }

    @Override
    public boolean allowsBlindUpdates() {
        return false;
    }

    @Override
    public boolean countsGenerations() {
        return true;
    }

    @Override
    public Optional<TableView> table(String version) {
        return Optional.ofNullable(tables.get(version));
    }

    @Override
    public Propagation defaultPropagation() {
        return Propagation.BACKGROUND;
    }

    private Admission admission(String version) {
        return Optional.ofNullable(versions.get(version)).orElseThrow(ApiFailure::unknownResource);
    }
}
