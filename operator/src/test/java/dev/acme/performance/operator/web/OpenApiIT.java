package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatusBuilder;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.seed.SeedRoutes;
import dev.acme.performance.operator.web.watch.ExperimentSummary;
import dev.acme.performance.operator.web.watch.RunSummary;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description of the API against what it describes. */
class OpenApiIT {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private final JsonNode document = read();

    private static JsonNode read() {
        InputStream file = Objects.requireNonNull(OpenApiIT.class.getResourceAsStream("openapi.yaml"));
        return Serialization.unmarshal(file, JsonNode.class);
    }

    @Test
    void itDescribesTheRoutesThatThereAreAndNoOthers() {
        try (var at = new WebAtWork()) {
            var served = at.web().routes().stream()
                    .map(route -> route.method() + " " + route.template().replace("**", "{file}"))
                    .collect(Collectors.toCollection(TreeSet::new));
            var open = at.web().routes().stream()
                    .filter(route -> route.rule().inWords().equals("open"))
                    .map(route -> route.template().replace("**", "{file}"))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(described()).isEqualTo(served);
            assertThat(withoutToken()).isEqualTo(open);
        }
    }

    private Set<String> described() {
        var paths = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> paths.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return paths;
    }

    private Set<String> withoutToken() {
        return document.path("paths").properties().stream()
                .filter(path -> path.getValue().path("get").path("security").isArray())
                .map(path -> path.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void summariesHaveTheFieldsThatAreDescribed() {
        var experiment = new PerformanceExperiment();
        experiment.setMetadata(new ObjectMetaBuilder()
                .withName("e")
                .withNamespace("n")
                .withUid("u")
                .build());
        experiment.setStatus(PerformanceExperimentStatusBuilder.builder().build());

        assertThat(names(Json.tree(RunSummary.of(Runs.run("", PerformanceRunStatus.empty())))))
                .isEqualTo(properties("RunSummary"));
        assertThat(names(Json.tree(ExperimentSummary.of(experiment)))).isEqualTo(properties("ExperimentSummary"));
    }

    @Test
    void aWorkloadHasTheFieldsThatAreDescribed() {
        var wanted = new TreeSet<>(SeedRoutes.workloadFields());
        wanted.add("namespace");

        assertThat(properties("Workload")).isEqualTo(wanted);
    }

    private Set<String> properties(String schema) {
        return names(document.at("/components/schemas/" + schema + "/properties"));
    }

    private static Set<String> names(JsonNode object) {
        return ((ObjectNode) object)
                .properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }
}
