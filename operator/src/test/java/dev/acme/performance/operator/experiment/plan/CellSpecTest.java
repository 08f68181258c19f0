package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.SpecPath;
import dev.acme.performance.operator.Runs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CellSpecTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                            | pools.threads=7                           | pools: {threads: 7}
            ''                                            | compute.cpu=500m                          | compute: {cpu: 500m}
            ''                                            | storage.caching=Memory                    | storage: {caching: Memory}
            ''                                            | compute.backend=lambda compute.lambda.memoryMb=3008 | compute: {backend: lambda, lambda: {memoryMb: 3008, maxConcurrency: 100, provisionedConcurrency: 0, idleSeconds: 300, timeoutSeconds: 300}}
            compute: {replicas: 3}                        | compute.backend=lambda                    | compute: {backend: lambda}
            pools: {s3Connections: 10}                    | storage.backend=rds                       | storage: {backend: rds}
            storage: {delivery: Redirect}                 | storage.backend=rds                       | storage: {backend: rds}
            load: {mode: Closed, durationSeconds: 9, thinkTimeMs: 5} | load.mode=Burst                | ''
            load: {mode: Closed, durationSeconds: 9}      | load.mode=Poisson load.ratePerSecond=20   | load: {mode: Poisson, durationSeconds: 9, ratePerSecond: 20}
            """)
    void valuesAreSetAndWhatBelongsToAnotherVariantIsLeftOut(String template, String values, String expected) {
        var cell = CellSpec.of(Runs.spec(template), values(values));

        assertThat(cell).isEqualTo(new CellSpec.Possible(Runs.spec(expected)));
    }

    /** Such a template contradicts itself, whatever its cells are: what it says reaches the API server, which refuses it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compute: {backend: lambda, replicas: 3}            | pools.threads=7
            storage: {backend: rds, delivery: Redirect}        | pools.threads=7
            load: {mode: Closed, durationSeconds: 9, requestsPerClient: 5} | load.thinkTimeMs=7
            storage: {backend: rds, delivery: Redirect}        | compute.backend=lambda
            """)
    void nothingIsLeftOutWhereNoFactorVariesWhatGovernsIt(String template, String values) {
        var expected = Runs.spec(template);

        assertThat(CellSpec.of(expected, values(values))).isInstanceOfSatisfying(CellSpec.Possible.class, possible -> {
            assertThat(possible.spec().storage()).isEqualTo(expected.storage());
            assertThat(possible.spec().load().requestsPerClient())
                    .isEqualTo(expected.load().requestsPerClient());
            if (!values.startsWith("compute.")) {
                assertThat(possible.spec().compute()).isEqualTo(expected.compute());
            }
        });
    }

    /** The API server refuses it: the cell is listed as impossible, with that reason. */
    @Test
    void whatAFactorSaysStaysEvenWhereItBelongsToAnotherVariant() {
        var cell = CellSpec.of(Runs.spec(""), values("compute.backend=lambda compute.replicas=2"));

        assertThat(cell)
                .isInstanceOfSatisfying(
                        CellSpec.Possible.class,
                        possible ->
                                assertThat(possible.spec().compute().replicas()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pools.threads=many                 | pools.threads: "many" is no value of this field
            pools.threads=1.5                  | pools.threads: "1.5" is no value of this field
            clients=5 storage.backend=gcs      | storage.backend: "gcs" is no value of this field
            compute.autoscaling.minReplicas=2  | compute.autoscaling.minReplicas: the template has no compute.autoscaling
            """)
    void aValueThatDoesNotFitItsFieldIsNamed(String values, String why) {
        assertThat(CellSpec.of(Runs.spec(""), values(values))).isEqualTo(new CellSpec.Impossible(why));
    }

    /** Every path leads to a field of the schema: a value that is there already changes nothing. */
    @ParameterizedTest
    @EnumSource(SpecPath.class)
    void everyPathLeadsToAField(SpecPath path) {
        var template = Runs.spec("compute: {autoscaling: {minReplicas: 1, maxReplicas: 2, targetCpuPercent: 50}}");
        var cell = CellSpec.of(template, Map.of(path, path == SpecPath.LOAD_MODE ? "Closed" : sample(path)));

        assertThat(cell).isInstanceOf(CellSpec.Possible.class).isNotEqualTo(new CellSpec.Possible(template));
    }

    private static String sample(SpecPath path) {
        return switch (path) {
            case COMPUTE_BACKEND -> "lambda";
            case STORAGE_BACKEND -> "rds";
            case STORAGE_CACHING -> "Memory";
            case STORAGE_DELIVERY -> "Redirect";
            case STORAGE_RDS_MODE -> "LargeObject";
            case LOAD_VERIFY -> "Sha256";
            default -> "17";
        };
    }

    private static Map<SpecPath, String> values(String text) {
        var values = new LinkedHashMap<SpecPath, String>();
        Stream.of(text.split(" "))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> values.put(SpecPath.named(pair[0]).orElseThrow(), pair[1]));
        return values;
    }
}
