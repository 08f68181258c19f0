package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.exchange.Validity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The examples of the documents, as users apply and read them; alone, for they ask for most of a small node. */
@Isolated
class ExamplesE2E {
    /** As the definition has them, which the chart installs. */
    private static final JsonNode COLUMNS = Serialization.unmarshal(
                    Objects.requireNonNull(
                            ExamplesE2E.class.getResourceAsStream("/crd/performanceruns.performance.acme.dev-v1.yaml")),
                    JsonNode.class)
            .at("/spec/versions/0/additionalPrinterColumns");

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void theSmallExampleEndsWithNumbersInItsColumns() {
        assertExample("small", 20);
    }

    @Test
    void theExampleOfTheReadmeEndsWithNumbersInItsColumns() {
        assertExample("tiny-llm", 100);
    }

    private void assertExample(String name, int clients) {
        bench.kubectl("apply", "-f", "../docs/examples/" + name + ".yaml");

        bench.kubectl("wait", "--for=condition=Ready", "perfrun/" + name, "--timeout=300s");

        var run = bench.run(name);
        String columns = bench.kubectl("get", "perfrun", "-o", "wide");
        bench.saw(run);
        bench.saw("\n" + columns);
        var results = Objects.requireNonNull(run.getStatus().results());
        assertThat(results.succeeded()).isEqualTo(clients);
        assertThat(results.failed()).isZero();
        assertThat(run.getStatus().validity()).isNotEqualTo(Validity.INVALID);
        assertColumns(name, KubectlTable.read(columns), _ -> true);
        assertColumns(
                name,
                KubectlTable.read(bench.kubectl("get", "perfrun")),
                column -> column.path("priority").asInt() == 0);
        assertStory(name, clients, run.getStatus().validity());
        assertThat(bench.kubectl("diff", "-f", "../docs/examples/" + name + ".yaml"))
                .isEmpty();
    }

    /** Every column of the definition that is shown, and none besides, with what the run says at its path. */
    private void assertColumns(String name, KubectlTable table, Predicate<JsonNode> isShown) {
        var run = Serialization.unmarshal(bench.kubectl("get", "perfrun", name, "-o", "json"), JsonNode.class);
        var columns = StreamSupport.stream(COLUMNS.spliterator(), false)
                .filter(isShown)
                .toList();

        assertThat(columns).isNotEmpty();
        assertThat(table.heads())
                .isEqualTo(Stream.concat(Stream.of("NAME"), columns.stream().map(ExamplesE2E::head))
                        .toList());
        assertThat(table.cell("NAME")).isEqualTo(name);
        assertThat(columns)
                .filteredOn(column -> !column.path("type").asText().equals("date"))
                .allSatisfy(column -> assertThat(table.cell(head(column)))
                        .as(head(column))
                        .isEqualTo(
                                printed(run.at(column.path("jsonPath").asText().replace('.', '/')))));
        assertThat(table.cell("PHASE")).isEqualTo("Succeeded");
        assertThat(table.cell("VERDICT")).isEqualTo("Pass");
        assertThat(List.of("REQ/S", "MEAN", "MEDIAN", "P99"))
                .allSatisfy(head -> assertThat(new BigDecimal(table.cell(head))).isPositive());
    }

    private static String head(JsonNode column) {
        return column.path("name").asText().toUpperCase(Locale.ROOT);
    }

    /** As kubectl prints a cell. */
    private static String printed(JsonNode value) {
        return value.isNumber()
                ? new BigDecimal(value.asText()).stripTrailingZeros().toPlainString()
                : value.asText();
    }

    /** What describe shows below the object: the attempt from its beginning to its end; written after the status that ends it. */
    private void assertStory(String name, int clients, @Nullable Validity validity) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String described = bench.kubectl("describe", "perfrun", name);
            assertThat(described)
                    .containsPattern("(?m)^Spec:$")
                    .containsPattern("(?m)^Status:$")
                    .containsPattern("(?m)^  Phase: +Succeeded$")
                    .containsPattern("(?m)^  Validity: +" + validity(validity) + "$");
            var story =
                    described.lines().dropWhile(line -> !line.equals("Events:")).toList();
            var events = story.stream()
                    .skip(1)
                    .map(line -> List.of(line.strip().split(" {2,}", 5)))
                    .toList();
            assertThat(events.getFirst()).containsExactly("Type", "Reason", "Age", "From", "Message");
            var told = events.stream().skip(2).toList();
            assertThat(told)
                    .extracting(event -> event.get(0) + " " + event.get(1))
                    .containsSubsequence(
                            "Normal AttemptStarted", "Normal RegistryFilled", "Normal LoadStarted", "Normal Measured")
                    .endsWith(validity == Validity.SUSPECT ? "Normal Suspect" : "Normal Measured");
            assertThat(told).extracting(event -> event.get(3)).containsOnly("performance-operator");
            assertThat(told)
                    .filteredOn(event -> event.get(1).equals("Measured"))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.get(4)).startsWith(clients + " of " + clients + " succeeded; mean "));
            bench.saw("\n" + String.join("\n", story));
        });
    }

    private static String validity(@Nullable Validity validity) {
        return Serialization.asJson(Objects.requireNonNull(validity)).replace("\"", "");
    }
}
