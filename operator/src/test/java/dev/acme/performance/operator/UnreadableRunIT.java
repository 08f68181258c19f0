package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored run that this version cannot read must not keep it from carrying out the others. */
class UnreadableRunIT {
    private final OperatorAtWork work = new OperatorAtWork();

    @AfterEach
    void stop() {
        work.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"spec\":{\"clients\":\"many\"}}",
                "{\"spec\":{\"clients\":1,\"compute\":{\"backend\":\"mainframe\"}}}",
                "{\"spec\":[]}",
                "{\"spec\":{\"clients\":9223372036854775808}}",
            })
    void theOthersAreCarriedOut(String poison) {
        store(poison, "before");
        work.stopOperator();
        work.restartOperator();
        store(poison, "while");

        var attempt = Attempt.of(work.cluster().apply(OperatorAtWork.named("good")), 1);
        work.cluster().carryOut(attempt, Runs.result(100));

        work.await("good", status -> status.phase() == Phase.SUCCEEDED);
        Awaitility.await("Events tell why")
                .atMost(OperatorAtWork.PATIENCE)
                .untilAsserted(() -> assertThat(work.client()
                                .v1()
                                .events()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems())
                        .filteredOn(event -> event.getReason().equals("Unreadable"))
                        .extracting(event -> event.getInvolvedObject().getName())
                        .containsExactlyInAnyOrder("before", "while"));
    }

    private void store(String json, String name) {
        var object = Serialization.unmarshal(json, GenericKubernetesResource.class);
        object.setApiVersion(PerformanceRun.GROUP + "/" + PerformanceRun.VERSION);
        object.setKind("PerformanceRun");
        object.setMetadata(
                new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(name).build());
        work.client().resource(object).create();
    }
}
