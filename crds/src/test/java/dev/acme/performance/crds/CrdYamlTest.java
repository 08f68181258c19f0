package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrdYamlTest {
    /** The resources that programs read, and the chart's copies: a chart holds no links. */
    @ParameterizedTest
    @MethodSource("copies")
    void theCommittedYamlIsWhatTheRecordsSay(String folder, Class<? extends HasMetadata> type) throws IOException {
        Path committed = Path.of(folder + HasMetadata.getFullResourceName(type) + "-v1.yaml");
        var generated = GeneratedCrd.yaml(type);
        if (Boolean.getBoolean("crd.write")) {
            Files.writeString(committed, generated);
        }

        assertThat(committed)
                .as("regenerate with: mvn -pl crds test -Dtest=CrdYamlTest -Dcrd.write=true")
                .hasContent(generated);
    }

    static Stream<Arguments> copies() {
        return Stream.of("src/main/resources/crd/", "../helm/performance-operator/files/crds/")
                .flatMap(folder -> Stream.of(PerformanceRun.class, PerformanceExperiment.class)
                        .map(type -> Arguments.of(folder, type)));
    }

    @ParameterizedTest
    @ValueSource(classes = {PerformanceRun.class, PerformanceExperiment.class})
    void noNodeOfTheSpecIsFreeForm(Class<? extends HasMetadata> type) {
        CustomResourceDefinition crd = GeneratedCrd.of(type);

        assertThat(GeneratedCrd.freeFormNodes(crd)).isEmpty();
    }
}
