package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrdYamlTest {
    private static final String FILE = "performanceruns.performance.acme.dev-v1.yaml";

    /** The resource that programs read, and the chart's copy: a chart holds no links. */
    @ParameterizedTest
    @ValueSource(strings = {"src/main/resources/crd/", "../helm/performance-operator/files/crds/"})
    void theCommittedYamlIsWhatTheRecordsSay(String folder) throws IOException {
        Path committed = Path.of(folder + FILE);
        var generated = GeneratedCrd.yaml(PerformanceRun.class);
        if (Boolean.getBoolean("crd.write")) {
            Files.writeString(committed, generated);
        }

        assertThat(committed)
                .as("regenerate with: mvn -pl crds test -Dtest=CrdYamlTest -Dcrd.write=true")
                .hasContent(generated);
    }

    @Test
    void noNodeOfTheSpecIsFreeForm() {
        CustomResourceDefinition crd = GeneratedCrd.of(PerformanceRun.class);

        assertThat(GeneratedCrd.freeFormNodes(crd)).isEmpty();
    }
}
