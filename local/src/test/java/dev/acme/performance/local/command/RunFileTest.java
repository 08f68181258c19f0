package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.local.admission.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a file is named in one line; what is right gets its defaults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RunFileTest {
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata:
              name: a
            spec:
              clients: 5
            """;

    @TempDir
    Path folder = Path.of("");

    private final Map<String, Admission> admissions = Map.of(
            RunFile.RUN, Contract.admission(RunFile.RUN),
            RunFile.EXPERIMENT, Contract.admission(RunFile.EXPERIMENT));

    @Test
    void fillsDefaultsAndTheNamespaceIn() throws IOException {
        var run = RunFile.read(written(RUN), admissions).getFirst();

        assertThat(run.at("/metadata/namespace").asText()).isEqualTo("default");
        assertThat(run.at("/spec/model/sizeBytes").asLong()).isEqualTo(24_834_009);
    }

    @Test
    void takesWhatItPrintedItself() throws IOException {
        var printed = RUN.replace("name: a", "name: a\n  uid: x\n  resourceVersion: '7'\n  generation: 1")
                + "status: {phase: Succeeded}\n";

        var run = RunFile.read(written(printed), admissions).getFirst();

        assertThat(run.has("status")).isFalse();
        assertThat(run.at("/metadata").size()).isEqualTo(2);
    }

    @Test
    void takesSeveralRunsAndSkipsEmptyDocuments() throws IOException {
        var file = written("---\n" + RUN + "---\n---\n" + RUN.replace("name: a", "name: a\n  namespace: other"));

        assertThat(RunFile.read(file, admissions))
                .extracting(run -> run.at("/metadata/namespace").asText())
                .containsExactly("default", "other");
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            clients: 5                | cliens: 5                                  | spec.cliens: unknown field
            clients: 5                | clients: 0                                 | spec.clients: Invalid value: 0: should be greater than or equal to 1
            clients: 5                | clients: many                              | spec.clients: Invalid value: "string": must be of type integer: "string"
            clients: 5                | compute: {memory: 512Mi}                   | spec.clients: Required value
            clients: 5                | 'clients: 5, clients: 6'                   | line 6: mapping values are not allowed here
            clients: 5                | 'clients: 5\n  clients: 6'                 | line 7: Duplicate field 'clients'
            clients: 5                | 'clients: 5\n  compute: {memory: 512Mb}'   | spec.compute.memory: should be a quantity from 128Mi to 64Gi, e.g. 512Mi
            clients: 5                | 'clients: 5\n  compute: {cpu: two}'        | spec.compute.cpu: should be a quantity from 100m to 64, e.g. 500m or 2
            clients: 5                | 'clients: 5\n  compute: {backend: fargate}'| 'spec.compute.backend: Unsupported value: "fargate": supported values: "ecs", "external", "lambda"'
            clients: 5                | 'clients: 5\n  load: {mode: Closed}'       | 'spec.load: load.mode Closed, Constant and Poisson need durationSeconds'
            clients: 5                | 'clients: 5\n  model: {id: ../etc}'        | 'spec.model.id: Invalid value: "../etc": should match'
            name: a                   | name: A_b                                  | metadata.name: "A_b" must be at most 63 lower-case letters, digits and hyphens
            name: a                   | name: 100-clients                          | metadata.name: "100-clients" must be at most 63 lower-case letters, digits and hyphens, a letter first
            name: a                   | name: a.b                                  | metadata.name: "a.b" must be at most 63 lower-case letters, digits and hyphens
            name: a                   | name: abcdefghijklmnopqrstuvwxyzabcdefghijklmno | metadata.name should have at most 40 characters
            name: a                   | 'name: a\n  labels: {"a b": c}'             | 'metadata.labels: Invalid value: "a b": name part must consist of alphanumeric'
            clients: 5                | 'clients: 5\n  suspend: true'               | spec.suspend: a suspended run never ends
            name: a                   | labels: {}                                 | metadata.name: is missing
            name: a                   | generateName: a-                           | metadata.name: is missing
            name: a                   | 'name: a\n  frobnicate: 1'                 | metadata.frobnicate: unknown field
            name: a                   | 'name: a\n  namespace: ../x'               | metadata.namespace: "../x" must be
            kind: PerformanceRun      | kind: Pod                                  | kind: "Pod" is not known here, use PerformanceRun or PerformanceExperiment
            v1alpha1                  | v1                                         | apiVersion: "performance.acme.dev/v1" is not known here, use performance.acme.dev/v1alpha1
            kind: PerformanceRun      | 'kind: PerformanceRun\nextra: 1'           | extra: unknown field
            """)
    void namesFieldAndReasonOfWhatIsWrong(String right, String wrong, String message) throws IOException {
        var file = written(RUN.replace(right, wrong.translateEscapes()));

        assertThatThrownBy(() -> RunFile.read(file, admissions))
                .isInstanceOf(BadFile.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message)
                .satisfies(
                        it -> assertThat(it.getMessage()).doesNotContain("\n").doesNotContain("<nil>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''         | holds no object
            '- a'      | holds something that is not an object
            'a: [1'    | line 1
            '\ta: b'   | line 1
            """)
    void namesWhatIsNoRun(String text, String message) throws IOException {
        var file = written(text.translateEscapes());

        assertThatThrownBy(() -> RunFile.read(file, admissions))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesTheSameNameTwice() throws IOException {
        var file = written(RUN + "---\n" + RUN);

        assertThatThrownBy(() -> RunFile.read(file, admissions)).hasMessageContaining("\"a\" stands twice");
    }

    @Test
    void refusesWhatIsNoFileOrTooLarge() throws IOException {
        assertThatThrownBy(() -> RunFile.read(folder.resolve("absent.yaml"), admissions))
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> RunFile.read(folder, admissions)).hasMessageContaining("is not a file");
        var large = written("#".repeat(1_048_577));
        assertThatThrownBy(() -> RunFile.read(large, admissions)).hasMessageContaining("larger than 1048576 bytes");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("run.yaml"), text);
    }
}
