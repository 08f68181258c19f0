package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingsTest {
    private static final Ceilings SOME = new Ceilings(Quantity.parse("2"), Quantity.parse("1Gi"), 3, 200);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clients: 201                                                                    | clients 201 (at most 200)",
                "compute: {cpu: 2001m}                                                           | compute.cpu 2001m (at most 2)",
                "compute: {memory: 1025Mi}                                                       | compute.memory 1025Mi (at most 1Gi)",
                "compute: {backend: lambda}                                                      | memory of the function host and its environments 11160Mi (at most 1Gi)",
                "compute: {replicas: 4}                                                          | compute.replicas 4 (at most 3)",
                "compute: {autoscaling: {minReplicas: 1, maxReplicas: 4, targetCpuPercent: 50}}  | compute.autoscaling.maxReplicas 4 (at most 3)",
                "compute: {cpu: '3', memory: 2Gi}                                                | compute.cpu 3 (at most 2), compute.memory 2Gi (at most 1Gi)",
            })
    void everyFieldBeyondItsCeilingIsNamed(String spec, String fields) {
        assertThat(SOME.exceededBy(Runs.spec(spec)))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).startsWith(fields + ": ").contains("runs.ceilings"));
    }

    @Test
    void asMuchAsTheCeilingIsAllowed() {
        assertThat(SOME.exceededBy(Runs.spec("clients: 200\ncompute: {cpu: '2', memory: 1Gi, replicas: 3}")))
                .isEmpty();
    }
}
