package dev.acme.performance.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The rights of the chart are those that {@code rights.yaml} derives from the calls of the Kubernetes client in the
 * operator's source, and that table knows every call. What is really asked for, {@code .ci/rbac} compares.
 */
class RightsTest {
    private static final Path SOURCE = Path.of("src/main/java");
    private static final Path TABLE = Path.of("src/test/resources/rights.yaml");
    private static final Path TEMPLATE = Chart.FOLDER.resolve("templates/rbac.yaml");
    /** Before what users get. */
    private static final String USERS = ".Values.rbac.aggregatedRoles";

    /** One rule, at the left margin. */
    private static final Pattern RULES = Pattern.compile("(?m)^- apiGroups:.*\\R(?:^ .*\\R)+");

    @Test
    void theTableKnowsEveryCall() throws IOException {
        var known = table("calls").map(row -> row.path("call").asText()).collect(Collectors.toCollection(TreeSet::new));

        assertThat(calls()).as("calls in the source").isEqualTo(known);
    }

    @Test
    void theChartGrantsWhatTheTableNeedsAndNoMore() throws IOException {
        var needed = Stream.concat(table("calls"), table("framework"))
                .flatMap(row -> stream(row.path("needs")))
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(granted()).isEqualTo(needed);
    }

    @Test
    void nothingIsGrantedOnSecretsOrOnEverything() throws IOException {
        assertThat(granted()).noneMatch(right -> right.contains("secrets") || right.contains("*"));
    }

    /** Another operator's lease in the same namespace is not this one's to take. */
    @Test
    void ofLeasesOnlyItsOwnMayBeReadOrChanged() throws IOException {
        var leases = rules().filter(rule -> rule.path("resources").toString().contains("leases"))
                .toList();

        assertThat(leases).hasSize(2);
        assertThat(leases)
                .filteredOn(rule -> rule.path("resourceNames").isEmpty())
                .singleElement()
                .extracting(rule -> rule.path("verbs").toString())
                .isEqualTo("[\"create\"]");
    }

    /** Such as "list batch/jobs" and "get pods/log". */
    private static Set<String> granted() throws IOException {
        return rules().flatMap(rule -> stream(rule.path("apiGroups"))
                        .flatMap(group -> stream(rule.path("resources"))
                                .flatMap(resource -> stream(rule.path("verbs"))
                                        .map(verb -> right(verb.asText(), group.asText(), resource.asText())))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> rules() throws IOException {
        return RULES.matcher(Files.readString(TEMPLATE).split(USERS, 2)[0])
                .results()
                .map(rule -> Chart.yaml(rule.group()).get(0));
    }

    private static String right(String verb, String group, String resource) {
        return verb + " " + (group.isEmpty() ? "" : group + "/") + resource;
    }

    private static Set<String> calls() throws IOException {
        try (var files = Files.walk(SOURCE)) {
            var found = new TreeSet<String>();
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                ClientCalls.in(Files.readString(file)).forEach(call -> found.add(name + ": " + call));
            }
            return found;
        }
    }

    private static Stream<JsonNode> table(String list) throws IOException {
        return stream(Chart.yaml(Files.readString(TABLE)).path(list));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
