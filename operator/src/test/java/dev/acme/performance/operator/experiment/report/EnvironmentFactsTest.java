package dev.acme.performance.operator.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentFactsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "24601896Ki          | 23.5 GiB",
                "16777216Ki,8Gi      | 16.0 GiB, 8.0 GiB",
                "34359738368         | 32.0 GiB",
                "what a node may say | what a node may say"
            })
    void memoryIsWrittenAsItsReaderCountsIt(String told, String written) {
        var environment = RunEnvironmentBuilder.builder()
                .fidelity("simulated")
                .cpus("2000m,3,1500m")
                .memory(told)
                .fingerprint("")
                .build();

        assertThat(EnvironmentFacts.of(environment))
                .containsExactly(
                        new Fact("fidelity", "simulated"),
                        new Fact("processors", "2, 3, 1.5"),
                        new Fact("memory", written));
    }
}
