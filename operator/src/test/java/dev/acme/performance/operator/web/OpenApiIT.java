package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description of the API against what it describes; answers are held against it wherever a test asks for one. */
class OpenApiIT {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private final JsonNode document = ApiDescription.parsed();

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

    /** What holds answers against it sees a field more and a field less, also within what is referred to. */
    @Test
    void whatIsNotAsDescribedIsSeen() {
        var description = ApiDescription.read();
        var removed = "{'kind':'PerformanceRun','namespace':'n','name':'r'}";
        var summary = Json.tree(RunSummary.of(Runs.run("", PerformanceRunStatus.empty())));
        var more = summary.deepCopy();
        more.putObject("progress").put("percent", 1);
        description.checkEvent(event("removed", removed));
        description.checkEvent(event("run", summary.toString()));
        description.checkEvent(event("all", "{}"));

        assertThat(List.of(
                        event("removed", removed.replace("'name'", "'more':1,'name'")),
                        event("removed", removed.replace(",'name':'r'", "")),
                        event("removed", removed.replace("PerformanceRun", "Pod")),
                        event("run", summary.deepCopy().without("runId").toString()),
                        event("run", summary.deepCopy().put("runId", "r-1").toString()),
                        event("run", more.toString()),
                        event("all", removed)))
                .allSatisfy(event -> assertThatThrownBy(() -> description.checkEvent(event))
                        .as(event.toString())
                        .isInstanceOf(AssertionError.class));
    }

    private static List<String> event(String kind, String data) {
        return List.of("id: 1", "event: " + kind, "data: " + data.replace('\'', '"'));
    }

    @Test
    void anExperimentHasTheFieldsThatAreDescribed() {
        var experiment = new PerformanceExperiment();
        experiment.setMetadata(new ObjectMetaBuilder()
                .withName("e")
                .withNamespace("n")
                .withUid("u")
                .build());
        experiment.setStatus(PerformanceExperimentStatusBuilder.builder().build());

        ApiDescription.read()
                .checkEvent(event(
                        "experiment",
                        Json.tree(ExperimentSummary.of(experiment)).toString()));
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
