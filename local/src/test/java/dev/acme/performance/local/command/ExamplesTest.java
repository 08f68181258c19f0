package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the documents are what an API server takes, and every cell of an experiment can be measured. */
class ExamplesTest {
    private static final Path FOLDER = Path.of("../docs/examples");
    private static final Map<String, Admission> ADMISSIONS = Map.of(
            RunFile.RUN, Contract.admission(RunFile.RUN),
            RunFile.EXPERIMENT, Contract.admission(RunFile.EXPERIMENT));

    @Test
    void everyExampleIsTaken() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(
                            file -> assertThat(RunFile.read(file, ADMISSIONS)).isNotEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"ecs-vs-lambda-s3-vs-rds, 4", "tune, 1", "workers-3-vs-5, 2", "threads-tasks-concurrency, 6"})
    void everyCellOfAnExperimentCanBeMeasured(String name, int cells) {
        List<ObjectNode> objects = RunFile.read(FOLDER.resolve(name + ".yaml"), ADMISSIONS);
        var targets = TargetsFile.read(Optional.of(FOLDER.resolve("targets/targets.yaml")));

        var possible =
                new CellsOfFile(Objects.requireNonNull(ADMISSIONS.get(RunFile.RUN)), targets).of(objects.getFirst());

        assertThat(possible).hasSize(cells);
    }
}
