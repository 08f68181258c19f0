package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

    /** 5 and "05" make one and the same run: two cells of them would be compared with themselves. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pools.threads   | 5, "05"      | 5 and 05
            compute.cpu     | 1, 1000m     | 1 and 1000m
            compute.memory  | 1Gi, 1024Mi  | 1Gi and 1024Mi
            """)
    void valuesThatMeanTheSameAreRefused(String path, String values, String named) {
        var spec = Experiments.spec("factors: [{name: f, path: %s, values: [%s]}]".formatted(path, values));

        assertThat(Expansion.withinBudget(spec))
                .isEqualTo(new Expansion.Refused("factors: f has the same value twice: " + named));
    }

    /** What is called like a place or like the second of an A/A pair would be taken for one. */
    @Test
    void noValueMakesANameOfAnotherKind() {
        var spec = Experiments.spec("factors: [{name: model, path: model.id, values: [cell-002, %s, ecs-again]}]"
                .formatted("m".repeat(60)));

        assertThat(Expansion.of(spec))
                .isInstanceOfSatisfying(
                        Expansion.Cells.class,
                        grid -> assertThat(grid.cells())
                                .extracting(Combination::id)
                                .containsExactly("cell-001", "cell-002", "cell-003"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            15 |
            14 | maxRuns: 4 cells and the baseline once more (comparison.aa) of 3 repeats need 15 runs, it allows 14
            """)
    void thePairIsPaidFromTheBudget(int most, @Nullable String why) {
        var expansion = Expansion.withinBudget(
                Experiments.spec(Experiments.BACKENDS + Experiments.PAIRED + "maxRuns: " + most));

        assertThat(expansion instanceof Expansion.Refused refused ? refused.why() : null)
                .isEqualTo(why);
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
