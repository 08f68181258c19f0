package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CrdYamlTest {
    private static final Path COMMITTED =
            Path.of("src/main/resources/crd/performanceruns.performance.acme.dev-v1.yaml");

    @Test
    void theCommittedYamlIsWhatTheRecordsSay() throws IOException {
        var generated = GeneratedCrd.yaml(PerformanceRun.class);
        if (Boolean.getBoolean("crd.write")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(COMMITTED)
                .as("regenerate with: mvn -pl crds test -Dtest=CrdYamlTest -Dcrd.write=true")
                .hasContent(generated);
    }

    @Test
    void noNodeOfTheSpecIsFreeForm() {
        CustomResourceDefinition crd = GeneratedCrd.of(PerformanceRun.class);

        assertThat(GeneratedCrd.freeFormNodes(crd)).isEmpty();
    }
}
