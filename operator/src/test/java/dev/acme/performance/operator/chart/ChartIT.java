package dev.acme.performance.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.operator.OperatorConfig;
import dev.acme.performance.operator.chart.Chart.Answer;
import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.target.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values in, objects out; skipped where HELM is not set. */
@EnabledIfEnvironmentVariable(named = Chart.HELM, matches = ".+")
class ChartIT {
    private static final Path CONFIGURATION = Path.of("../docs/configuration.md");
    private static final Pattern VARIABLE = Pattern.compile("`([A-Z0-9_]+)`");

    @ParameterizedTest
    @MethodSource("dev.acme.performance.operator.chart.ChartCase#rendered")
    void rendersWhatTheTableSays(ChartCase it) {
        var rendered = Chart.rendered(it.values());

        it.row().path("has").forEach(wanted -> {
            String[] id = wanted.path("object").asText().split("/", 3);
            assertThat(rendered.find(id[0], id[1], id[2]))
                    .as(wanted.toString())
                    .hasValueSatisfying(object -> wanted.path("with")
                            .properties()
                            .forEach(field -> assertThat(object.at(field.getKey()))
                                    .as(field.getKey())
                                    .isEqualTo(field.getValue())));
        });
        it.row()
                .path("environment")
                .properties()
                .forEach(variable -> assertThat(environment(rendered).get(variable.getKey()))
                        .as(variable.getKey())
                        .isEqualTo(
                                variable.getValue().isNull()
                                        ? null
                                        : variable.getValue().asText()));
        it.row()
                .path("hasNot")
                .forEach(kind -> assertThat(rendered.ofKind(kind.asText())).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dev.acme.performance.operator.chart.ChartCase#refused")
    void refusesWithOneClearSentence(ChartCase it) {
        assertThat(Chart.render(it.values()))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains(it.row().path("says").asText()));
    }

    @ParameterizedTest
    @MethodSource("dev.acme.performance.operator.chart.ChartCase#rendered")
    void theOperatorTakesItsEnvironment(ChartCase it) {
        var environment = environment(Chart.rendered(it.values()));

        assertThat(OperatorConfig.from(environment)).isNotNull();
    }

    @Test
    void theChartsPricesReachTheOperatorAsTheyAre() {
        var unset = environment(Chart.rendered("{}"));
        var arm = environment(Chart.rendered("prices: {lambda: {perGbSecond: 0.0000133334}}"));

        assertThat(OperatorConfig.from(unset).runs().prices()).isEqualTo(PriceReader.standard());
        assertThat(OperatorConfig.from(arm).runs().prices().lambda().perGbSecond())
                .isEqualTo(0.0000133334);
    }

    @Test
    void everyVariableOfTheOperatorCanBeSet() throws IOException {
        var everything = ChartCase.rendered()
                .filter(it -> it.name().equals("everything"))
                .findFirst()
                .orElseThrow();
        String table = Files.readString(CONFIGURATION).split("## ", -1)[1];

        var documented = table.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line ->
                        VARIABLE.matcher(line.split("\\|", -1)[1]).results().map(found -> found.group(1)))
                .toList();

        assertThat(environment(Chart.rendered(everything.values())).keySet())
                .as("variables of docs/configuration.md")
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void policiesSelectThePodsOfRunsByTheirLabels() {
        var labels = new Attempt("bench", "run", "uid", 1).labels(Attempt.Component.LOAD);

        var rendered = Chart.rendered("networkPolicy: {enabled: true}");
        var selector = rendered.find("NetworkPolicy", "bench", "x-performance-operator-load")
                .orElseThrow()
                .at("/spec/podSelector/matchLabels");

        assertThat(selector.properties())
                .isNotEmpty()
                .allSatisfy(label -> assertThat(labels)
                        .containsEntry(label.getKey(), label.getValue().asText()));
        for (var component : new Attempt.Component[] {Attempt.Component.REGISTRY, Attempt.Component.POPULATE}) {
            assertThat(rendered.find("NetworkPolicy", "bench", "x-performance-operator-registry")
                            .orElseThrow()
                            .at("/spec/podSelector/matchExpressions/0/values"))
                    .extracting(JsonNode::asText)
                    .contains(component.toString());
        }
    }

    @Test
    void theVersionIsTheProjects() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = Pattern.compile("<version>([^<]+)</version>")
                .matcher(pom)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow()
                .replaceAll("</?version>", "");
        var chart = Chart.yaml(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));

        assertThat(chart.path("appVersion").asText()).isEqualTo(version);
        assertThat(chart.path("version").asText()).isEqualTo(version);
    }

    /** The operator's variables; what a pod gets from its surroundings is "pod". */
    private static Map<String, String> environment(Answer.Rendered rendered) {
        var variables = new TreeMap<String, String>();
        rendered.ofKind("Deployment").stream()
                .flatMap(deployment -> deployment.findValues("containers").stream())
                .map(containers -> containers.get(0))
                .filter(container -> container.path("name").asText().equals("operator"))
                .forEach(container -> container
                        .path("env")
                        .forEach(variable -> variables.put(
                                variable.path("name").asText(),
                                variable.path("value").asText("pod"))));
        return variables;
    }
}
