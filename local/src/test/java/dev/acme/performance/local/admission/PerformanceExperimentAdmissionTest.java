package dev.acme.performance.local.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.RunCase;
import dev.acme.performance.crds.RunCases;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Experiments, judged without any server as a real one judges them. */
class PerformanceExperimentAdmissionTest {
    private static final Admission ADMISSION = Admission.of(crd(), "v1alpha1");

    static Stream<RunCase> cases() {
        return RunCases.ofExperiments();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyBoundAndRuleIsKept(RunCase example) {
        switch (example) {
            case RunCase.Accepted accepted ->
                assertThat(ADMISSION.check(experiment(accepted.run(), accepted.spec())))
                        .isInstanceOf(Verdict.Admitted.class);
            case RunCase.Refused refused ->
                assertThat(((Verdict.Refused) ADMISSION.check(experiment(refused.run(), refused.spec()))).refusals())
                        .extracting(Refusal::toString)
                        .anySatisfy(refusal -> assertThat(refusal)
                                .startsWith(refused.field() + ":")
                                .contains(refused.reason()));
        }
    }

    private static ObjectNode experiment(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: performance.acme.dev/v1alpha1
                kind: PerformanceExperiment
                metadata: {name: %s, namespace: default}
                spec: %s
                """.formatted(name, spec), ObjectNode.class);
    }

    private static JsonNode crd() {
        String file = "/crd/performanceexperiments.performance.acme.dev-v1.yaml";
        try (var in = RunCases.class.getResourceAsStream(file)) {
            return Serialization.unmarshal(Objects.requireNonNull(in), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
