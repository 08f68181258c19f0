package dev.acme.performance.operator.web.runs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.web.cluster.ClusterObjects;
import dev.acme.performance.operator.web.http.Json;
import java.util.Optional;

/** The full results of attempts, out of the ConfigMaps that keep them for as long as their run exists. */
public final class ResultFiles {
    private static final String FILE = "result.json";

    private final ClusterObjects objects;

    public ResultFiles(ClusterObjects objects) {
        this.objects = objects;
    }

    /** Empty where there is none, or where another's ConfigMap has the name. */
    public Optional<String> text(Attempt attempt) {
        return objects.configMap(attempt.namespace(), attempt.name(Component.RESULT))
                .filter(attempt::owns)
                .map(file -> file.getData())
                .flatMap(data -> Optional.ofNullable(data.get(FILE)));
    }

    public Optional<JsonNode> tree(Attempt attempt) {
        return text(attempt).map(Json::trusted);
    }
}
