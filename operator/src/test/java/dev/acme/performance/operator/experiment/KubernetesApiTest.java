package dev.acme.performance.operator.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.experiment.ExperimentApi.Refusal;
import dev.acme.performance.operator.experiment.ExperimentApi.Unstored;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentReason;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.experiment.plan.Slot;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an API server answers, told apart into what is refused for good and what may be asked again. */
class KubernetesApiTest {
    private static final String RUNS = "/apis/performance.acme.dev/v1alpha1/namespaces/bench/performanceruns";
    private static final String CONFIG_MAPS = "/api/v1/namespaces/bench/configmaps";
    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final ExperimentAttempt attempt = ExperimentAttempt.of(Experiments.experiment(Experiments.spec("")), 1);
    private KubernetesClient client;
    private KubernetesApi api;

    @BeforeEach
    void start() {
        server.init();
        client = server.createClient();
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        api = new KubernetesApi(client, _ -> List.of());
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "403, true",
        "404, true",
        "405, false",
        "413, false",
        "422, false",
        "429, true",
        "500, true",
        "503, true",
        "504, true"
    })
    void whatIsRefusedIsToldAndWhetherItMayPass(int code, boolean mayPass) {
        answer(RUNS, code, "exceeded quota: runs");
        answer(RUNS + "?dryRun=All", code, "exceeded quota: runs");
        answer(CONFIG_MAPS, code, "exceeded quota: maps");

        assertThat(api.create(attempt, run())).contains(new Refusal("exceeded quota: runs", mayPass));
        assertThat(api.refusal(run())).contains(new Refusal("exceeded quota: runs", mayPass));
        assertThat(api.store(attempt, Map.of()))
                .contains(new Unstored(ExperimentReason.REPORT_REFUSED, "exceeded quota: maps", mayPass));
    }

    /** Nothing was said of the run itself: the framework tries again. */
    @Test
    void whoIsNotKnownIsNotRefused() {
        answer(RUNS, 401, "who are you");
        answer(CONFIG_MAPS, 401, "who are you");

        assertThatThrownBy(() -> api.create(attempt, run())).isInstanceOf(KubernetesClientException.class);
        assertThatThrownBy(() -> api.store(attempt, Map.of())).isInstanceOf(KubernetesClientException.class);
    }

    /** As a quota says that somebody else's object was counted meanwhile: there is no run then, and none may be taken for made. */
    @Test
    void aConflictWithoutARunMayPass() {
        answer(RUNS, 409, "Operation cannot be fulfilled on resourcequotas");
        answer(RUNS + "?dryRun=All", 409, "already exists");
        answer(CONFIG_MAPS, 409, "Operation cannot be fulfilled on resourcequotas");

        assertThat(api.create(attempt, run()))
                .contains(new Refusal("Operation cannot be fulfilled on resourcequotas", true));
        assertThat(api.refusal(run())).isEqualTo(Optional.empty());
        assertThat(api.store(attempt, Map.of()))
                .contains(new Unstored(
                        ExperimentReason.REPORT_REFUSED, "Operation cannot be fulfilled on resourcequotas", true));
    }

    @Test
    void aReportUnderSomebodyElsesNameIsNone() {
        answer(CONFIG_MAPS, 409, "already exists");
        var squatter = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("bench")
                .withName(attempt.reportName())
                .endMetadata()
                .build();
        there(squatter);

        assertThat(api.store(attempt, Map.of())).contains(Unstored.nameConflict(attempt));
    }

    @Test
    void aReportThatIsThereAlreadyIsThisAttempts() {
        answer(CONFIG_MAPS, 409, "already exists");
        there(new ConfigMapBuilder().withMetadata(attempt.reportMetadata()).build());

        assertThat(api.store(attempt, Map.of())).isEqualTo(Optional.empty());
    }

    /** It goes with its experiment at the latest; a rerun does not wait for it. */
    @ParameterizedTest
    @CsvSource({"200", "403", "404", "409", "500"})
    void anOldReportThatMayNotBeDeletedHoldsNobodyUp(int code) throws InterruptedException {
        there(new ConfigMapBuilder()
                .withNewMetadataLike(attempt.reportMetadata())
                .withResourceVersion("7")
                .endMetadata()
                .build());
        server.expect()
                .delete()
                .withPath(CONFIG_MAPS + "/" + attempt.reportName())
                .andReturn(code, failure(code, "not this one"))
                .always();

        api.forgetReport(attempt);

        assertThat(List.of(
                        server.takeRequest().getMethod(), server.takeRequest().getMethod()))
                .containsExactly("GET", "DELETE");
    }

    @Test
    void aReportOfSomebodyElseIsNotDeleted() throws InterruptedException {
        there(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("bench")
                .withName(attempt.reportName())
                .endMetadata()
                .build());

        api.forgetReport(attempt);

        assertThat(server.takeRequest().getMethod()).isEqualTo("GET");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    private PerformanceRun run() {
        var spec = Experiments.spec("");
        return attempt.run(new Slot(0, 0, "template"), false, spec.template(), Runs.spec(""));
    }

    private void there(Object map) {
        server.expect()
                .get()
                .withPath(CONFIG_MAPS + "/" + attempt.reportName())
                .andReturn(200, map)
                .always();
    }

    private void answer(String path, int code, String message) {
        server.expect()
                .post()
                .withPath(path)
                .andReturn(code, failure(code, message))
                .always();
    }

    private static Status failure(int code, String message) {
        return new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage(message)
                .build();
    }
}
