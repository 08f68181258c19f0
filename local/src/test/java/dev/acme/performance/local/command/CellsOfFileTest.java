package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellsOfFileTest {
    private static final String TARGETS = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceExperiment
            metadata: {name: targets}
            spec:
              template: {spec: {clients: 1, compute: {backend: external, target: workers-3}}}
              factors: [{name: target, path: compute.target, values: [nowhere, workers-3]}]
            """;

    @TempDir
    private Path folder;

    @Test
    void anImpossibleBaselineThatWasAskedForIsRefused() {
        assertThatThrownBy(() -> cells(TARGETS + "  baseline: {target: nowhere}\n"))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("targets: spec.baseline: nowhere cannot be measured: ");
    }

    @Test
    void whereNoneIsAskedForTheOthersAreMeasured() throws IOException {
        assertThat(cells(TARGETS)).hasSize(1);
    }

    @Test
    void anEmptyValueIsNamed() {
        assertThatThrownBy(() -> cells(TARGETS.replace("nowhere", "''")))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("spec.factors[0].values[0]");
    }

    private List<ObjectNode> cells(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
        var run = Contract.admission(RunFile.RUN);
        var admissions = Map.of(RunFile.RUN, run, RunFile.EXPERIMENT, Contract.admission(RunFile.EXPERIMENT));
        var targets = TargetsFile.read(Optional.of(Path.of("../docs/examples/targets/targets.yaml")));
        return new CellsOfFile(run, targets).of(RunFile.read(file, admissions).getFirst());
    }
}
