package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                              | ecs-s3 ecs-rds lambda-s3 lambda-rds | ecs-s3
            exclude: [{compute: lambda, storage: rds}]                      | ecs-s3 ecs-rds lambda-s3            | ecs-s3
            exclude: [{compute: ecs}]                                       | lambda-s3 lambda-rds                | lambda-s3
            exclude: [{compute: lambda, storage: rds}, {storage: s3}]       | ecs-rds                             | ecs-rds
            baseline: {storage: rds}                                        | ecs-s3 ecs-rds lambda-s3 lambda-rds | ecs-rds
            baseline: {storage: rds, compute: lambda}                       | ecs-s3 ecs-rds lambda-s3 lambda-rds | lambda-rds
            """)
    void cellsAreAllCombinationsButTheExcluded(String yaml, String cells, String baseline) {
        var expanded = Expansion.of(Experiments.spec(Experiments.BACKENDS + yaml));

        assertThat(expanded).isInstanceOfSatisfying(Expansion.Cells.class, grid -> {
            assertThat(grid.cells()).extracting(Combination::id).containsExactly(cells.split(" "));
            assertThat(grid.baseline()).isEqualTo(baseline);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exclude: [{compute: ecs}, {compute: lambda}]      | exclude: leaves no cell
            {baseline: {storage: gcs}}                        | baseline: {compute=ecs, storage=gcs} is none of the cells
            {exclude: [{compute: ecs}], baseline: {compute: ecs}} | baseline: {compute=ecs, storage=s3} is none of the cells
            exclude: [{compute: ecs}, {storage: efs}]         | exclude[1]: matches no combination
            maxRuns: 11                                       | maxRuns: 4 cells of 3 repeats need 12 runs, it allows 11
            """)
    void whatCannotBePlannedIsRefusedWithTheField(String yaml, String why) {
        var more = yaml.startsWith("{") ? yaml.substring(1, yaml.length() - 1).replace("], ", "]\n") : yaml;

        assertThat(Expansion.withinBudget(Experiments.spec(Experiments.BACKENDS + more)))
                .isEqualTo(new Expansion.Refused(why));
    }

    /** An API server refuses it; an object that is older than its rule may bear it. */
    @ParameterizedTest
    @CsvSource({"Expansion", "Budget"})
    void anEmptyValueIsRefused(String by) {
        var spec = Experiments.spec("factors: [{name: target, path: compute.target, values: [a, '']}]");

        assertThat(by.equals("Budget") ? Expansion.withinBudget(spec) : Expansion.of(spec))
                .isEqualTo(new Expansion.Refused("factors: target has an empty value"));
    }

    @Test
    void withoutFactorsTheTemplateIsTheOnlyCell() {
        assertThat(Expansion.of(Experiments.spec("")))
                .isInstanceOfSatisfying(
                        Expansion.Cells.class,
                        grid -> assertThat(grid.cells())
                                .extracting(Combination::id)
                                .containsExactly("template"));
    }

    @Test
    void idsAreLabelsThatTellCellsApart() {
        var spec = Experiments.spec("""
                factors:
                - {name: threads, path: pools.threads, values: [1, 100]}
                - {name: model, path: model.id, values: [a/b, a_b, %s]}
                """.formatted("m".repeat(60)));

        assertThat(Expansion.of(spec))
                .isInstanceOfSatisfying(
                        Expansion.Cells.class,
                        grid -> assertThat(grid.cells())
                                .extracting(Combination::id)
                                .containsExactly(
                                        "threads1-a-b",
                                        "cell-002",
                                        "cell-003",
                                        "threads100-a-b",
                                        "cell-005",
                                        "cell-006"));
    }

    @Test
    void tooManyCellsAreRefusedBeforeTheyAreMade() {
        var sixteen = IntStream.rangeClosed(1, 16).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        var factors = "factors:\n"
                + IntStream.range(0, 6)
                        .mapToObj(i -> "- {name: f%d, path: %s, values: [%s]}\n"
                                .formatted(
                                        i,
                                        new String[] {
                                                    "pools.threads",
                                                    "pools.s3Connections",
                                                    "clients",
                                                    "load.pods",
                                                    "compute.replicas",
                                                    "model.registrySize"
                                                }
                                                [i],
                                        sixteen))
                        .collect(Collectors.joining());

        assertThat(Expansion.of(Experiments.spec(factors)))
                .isEqualTo(new Expansion.Refused("factors: make 16777216 combinations, at most 4096 are looked at"));
    }
}
