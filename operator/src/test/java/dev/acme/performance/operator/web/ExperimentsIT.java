package dev.acme.performance.operator.web;

import static dev.acme.performance.operator.web.WebAtWork.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatusBuilder;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.report.PackedFiles;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/experiments}: listed, shown, their reports. */
class ExperimentsIT {
    private static final String EXPERIMENTS = "/api/v1/experiments";

    private final WebAtWork at = new WebAtWork();

    @AfterEach
    void close() {
        at.close();
    }

    private PerformanceExperiment experiment(String namespace, String name) {
        var experiment = new PerformanceExperiment();
        experiment.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        var made = at.client().resource(experiment).create();
        made.setStatus(PerformanceExperimentStatusBuilder.builder()
                .phase(ExperimentPhase.RUNNING)
                .message("4 of 12")
                .attempt(1)
                .total(12)
                .completed(4)
                .build());
        var told = at.client().resource(made).updateStatus();
        Awaitility.await(name)
                .atMost(WebAtWork.PATIENCE)
                .until(() -> at.web().inventory().experiments(namespace::equals).stream()
                        .anyMatch(it -> it.name().equals(name) && it.total() == 12));
        return told;
    }

    @Test
    void experimentsAreListedForThoseWhoMaySeeThem() {
        experiment("bench", "mine");
        experiment("other", "theirs");

        var items = json(at.get(EXPERIMENTS)).path("items");

        assertThat(items.findValuesAsText("name")).containsExactly("mine");
        assertThat(items.at("/0/phase").asText()).isEqualTo("Running");
        assertThat(items.at("/0/finished").asInt()).isEqualTo(4);
        assertThat(items.at("/0/total").asInt()).isEqualTo(12);
    }

    @Test
    void anExperimentIsShownAsItStands() {
        experiment("bench", "mine");

        var shown = json(at.get(EXPERIMENTS + "/bench/mine"));

        assertThat(shown.at("/resource/status/message").asText()).isEqualTo("4 of 12");
        assertThat(shown.at("/summary/message").asText()).isEqualTo("4 of 12");
        assertThat(shown.path("yaml").asText())
                .contains("kind: \"PerformanceExperiment\"")
                .doesNotContain("status");
    }

    @Test
    void aReportIsReadInEachFormatAndHtmlIsNeverAPageOfThisAddress() {
        var attempt = ExperimentAttempt.of(experiment("bench", "mine"), 1);
        at.client()
                .resource(new ConfigMapBuilder()
                        .withMetadata(attempt.reportMetadata())
                        .withData(Map.of(
                                "report.md", "# Report", "report.html", "<h1>Report</h1>", "report.json", "{\"a\":1}"))
                        .build())
                .create();
        String report = EXPERIMENTS + "/bench/mine/report";

        assertThat(at.get(report).body()).isEqualTo("# Report");
        assertThat(Json.trusted(at.get(report + "?format=json").body())
                        .path("a")
                        .asInt())
                .isEqualTo(1);
        var html = at.get(report + "?format=html");
        assertThat(html.body()).isEqualTo("<h1>Report</h1>");
        assertThat(html.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"mine.html\"");
        assertThat(at.get(report + "?format=pdf").statusCode()).isEqualTo(400);
    }

    /** As those of large experiments are kept; what somebody packed who wants to fill this process's memory is none. */
    @Test
    void aReportThatIsKeptPackedIsReadAsAnyOther() {
        var attempt = ExperimentAttempt.of(experiment("bench", "mine"), 1);
        at.client()
                .resource(new ConfigMapBuilder()
                        .withMetadata(attempt.reportMetadata())
                        .withData(Map.of("report.md", "# Report"))
                        .withBinaryData(Map.of(
                                "report.html.gz", PackedFiles.pack("0".repeat(40 << 20)),
                                "report.json.gz", PackedFiles.pack("{\"a\":1}")))
                        .build())
                .create();
        String report = EXPERIMENTS + "/bench/mine/report";

        assertThat(at.get(report + "?format=json").body()).isEqualTo("{\"a\":1}");
        assertThat(at.get(report + "?format=html").statusCode()).isEqualTo(404);
        assertThat(at.get(report).body()).isEqualTo("# Report");
    }

    @Test
    void aReportOfSomebodyElseIsNone() {
        var attempt = ExperimentAttempt.of(experiment("bench", "mine"), 1);
        at.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("bench")
                        .withName(attempt.reportName())
                        .endMetadata()
                        .withData(Map.of("report.md", "forged"))
                        .build())
                .create();

        assertThat(at.get(EXPERIMENTS + "/bench/mine/report").statusCode()).isEqualTo(404);
    }
}
