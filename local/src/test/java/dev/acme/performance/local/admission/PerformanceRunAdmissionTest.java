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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's own resource, judged without any server. */
class PerformanceRunAdmissionTest {
    private static final Admission ADMISSION = Admission.of(crd(), "v1alpha1");

    static Stream<RunCase> cases() {
        return RunCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyBoundAndRuleIsKept(RunCase example) {
        switch (example) {
            case RunCase.Accepted accepted ->
                assertThat(ADMISSION.check(run(accepted.run(), accepted.spec())))
                        .isInstanceOf(Verdict.Admitted.class);
            case RunCase.Refused refused ->
                assertThat(refusals(run(refused.run(), refused.spec())))
                        .anySatisfy(refusal -> assertThat(refusal)
                                .startsWith(refused.field() + ":")
                                .contains(refused.reason()));
        }
    }

    @Test
    void defaultsAreFilledInFromTheTopDown() {
        var admitted = (Verdict.Admitted) ADMISSION.check(run("x", "{clients: 7, load: {}}"));

        assertThat(admitted.object().at("/spec/load/verify").asText()).isEqualTo("Crc32c");
        assertThat(admitted.object().at("/spec/model/registrySize").asInt()).isEqualTo(500);
    }

    @Test
    void theMeasuredPartIsImmutableWhileAnAttemptIsUnderWay() {
        var running = run("x", "{clients: 1}");
        running.putObject("status").put("phase", "Running");
        var ended = running.deepCopy();
        ended.putObject("status").put("phase", "Succeeded");
        var changed = run("x", "{clients: 2}");

        assertThat(ADMISSION.check(changed, running)).isInstanceOf(Verdict.Refused.class);
        assertThat(ADMISSION.check(changed, ended)).isInstanceOf(Verdict.Admitted.class);
    }

    private static Stream<String> refusals(ObjectNode run) {
        return ((Verdict.Refused) ADMISSION.check(run)).refusals().stream().map(Refusal::toString);
    }

    private static ObjectNode run(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: performance.acme.dev/v1alpha1
                kind: PerformanceRun
                metadata: {name: %s, namespace: default}
                spec: %s
                """.formatted(name, spec), ObjectNode.class);
    }

    private static JsonNode crd() {
        String file = "/crd/performanceruns.performance.acme.dev-v1.yaml";
        try (var in = RunCases.class.getResourceAsStream(file)) {
            return Serialization.unmarshal(Objects.requireNonNull(in), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
