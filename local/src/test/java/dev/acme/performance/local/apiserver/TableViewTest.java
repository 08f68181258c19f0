package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kubectl is given to show. */
class TableViewTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aRunIsShownByTheColumnsOfItsDefinition() throws IOException {
        var table = runs().of(Json.read("""
                {"metadata": {"resourceVersion": "7"}, "items": [
                  {"metadata": {"name": "a", "creationTimestamp": "2026-01-01T11:59:00Z"},
                   "spec": {"clients": 5, "compute": {"backend": "ecs"}},
                   "status": {"phase": "Running", "progress": {"percent": 25.5}, "message": "5 clients download x"}}]}
                """), NOW);

        assertThat(table.path("kind").asText()).isEqualTo("Table");
        assertThat(table.at("/metadata/resourceVersion").asText()).isEqualTo("7");
        assertThat(cell(table, "Name")).isEqualTo("\"a\"");
        assertThat(cell(table, "Phase")).isEqualTo("\"Running\"");
        assertThat(cell(table, "Progress%")).isEqualTo("25.5");
        assertThat(cell(table, "Clients")).isEqualTo("5");
        assertThat(cell(table, "P99")).isEqualTo("null");
        assertThat(cell(table, "Age")).isEqualTo("\"60s\"");
        assertThat(cell(table, "Message")).isEqualTo("\"5 clients download x\"");
        assertThat(table.at("/rows/0/object/metadata/name").asText()).isEqualTo("a");
    }

    @Test
    void oneObjectIsOneRow() throws IOException {
        var table = runs().of(Json.read("{\"metadata\": {\"name\": \"a\"}}"), NOW);

        assertThat(table.path("rows")).hasSize(1);
    }

    @Test
    void whoNamesNoColumnsShowsTheAge() {
        assertThat(TableView.of(Json.object()).columns())
                .extracting(TableView.Column::name)
                .containsExactly("Age");
    }

    /** The header that kubectl 1.34 sends, and those of others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json | true
            application/json; as=Table; v=v1; g=meta.k8s.io | true
            application/json | false
            */* | false
            """)
    void aTableIsForThoseWhoAskForOne(String accept, boolean isAskedFor) {
        assertThat(TableView.isAskedFor(accept)).isEqualTo(isAskedFor);
    }

    /** Rows of apimachinery's own test of HumanDuration. */
    @ParameterizedTest
    @CsvSource({
        "1, 1s",
        "70, 70s",
        "119, 119s",
        "120, 2m",
        "190, 3m10s",
        "600, 10m",
        "4200, 70m",
        "10740, 179m",
        "10800, 3h",
        "11400, 3h10m",
        "28800, 8h",
        "172740, 47h",
        "172800, 2d",
        "180000, 2d2h",
        "691200, 8d",
        "-5, 0s"
    })
    void agesHaveFewerDigitsTheOlderTheyAre(long seconds, String words) {
        assertThat(TableView.age(NOW.minusSeconds(seconds).toString(), NOW)).isEqualTo(words);
    }

    @Test
    void whatIsNoInstantHasNoAge() {
        assertThat(TableView.age("yesterday", NOW)).isEqualTo("<invalid>");
    }

    private static TableView runs() throws IOException {
        try (var file = Objects.requireNonNull(
                PerformanceRun.class.getResourceAsStream("/crd/performanceruns.performance.acme.dev-v1.yaml"))) {
            var definition = new KubernetesSerialization().unmarshal(file, JsonNode.class);
            return TableView.of(definition.at("/spec/versions/0"));
        }
    }

    private static String cell(ObjectNode table, String column) {
        var names = StreamSupport.stream(table.path("columnDefinitions").spliterator(), false)
                .map(it -> it.path("name").asText())
                .toList();
        return table.at("/rows/0/cells/" + names.indexOf(column)).toString();
    }
}
