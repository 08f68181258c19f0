package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.Verdict;
import dev.acme.performance.operator.OperatorConfig;
import dev.acme.performance.operator.run.Objection;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every compute with every storage, delivery and cache: carried out, or refused before anything is made, in words. */
class CombinationsTest {
    private static final String ELSEWHERE = "an external target is no registry";
    private static final String NO_URL = "Redirect belongs to storage.backend s3";
    private static final String PAST_IT = "caches nothing when storage.delivery is Redirect";

    /** The words below are what {@link #REFUSALS} spells out. */
    private static final String TABLE = """
            compute  | backend | rdsMode     | delivery | None      | Memory    | Disk
            ecs      | s3      | Bytea       | Proxy    | runs      | runs      | runs
            ecs      | s3      | Bytea       | Redirect | runs      | past it   | past it
            ecs      | rds     | Bytea       | Proxy    | runs      | runs      | runs
            ecs      | rds     | LargeObject | Proxy    | runs      | runs      | runs
            ecs      | rds     | Bytea       | Redirect | no URL    | no URL    | no URL
            ecs      | rds     | LargeObject | Redirect | no URL    | no URL    | no URL
            lambda   | s3      | Bytea       | Proxy    | runs      | runs      | runs
            lambda   | s3      | Bytea       | Redirect | runs      | past it   | past it
            lambda   | rds     | Bytea       | Proxy    | runs      | runs      | runs
            lambda   | rds     | LargeObject | Proxy    | runs      | runs      | runs
            lambda   | rds     | Bytea       | Redirect | no URL    | no URL    | no URL
            lambda   | rds     | LargeObject | Redirect | no URL    | no URL    | no URL
            external | s3      | Bytea       | Proxy    | runs      | elsewhere | elsewhere
            external | s3      | Bytea       | Redirect | elsewhere | elsewhere | elsewhere
            external | rds     | Bytea       | Proxy    | elsewhere | elsewhere | elsewhere
            external | rds     | LargeObject | Proxy    | elsewhere | elsewhere | elsewhere
            external | rds     | Bytea       | Redirect | no URL    | no URL    | no URL
            external | rds     | LargeObject | Redirect | no URL    | no URL    | no URL
            """;

    private static final Map<String, String> REFUSALS =
            Map.of("past it", PAST_IT, "no URL", NO_URL, "elsewhere", ELSEWHERE);

    private static final Admission ADMISSION = Contract.admission(RunFile.RUN);
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    static Stream<Arguments> combinations() {
        var rows = TABLE.lines().map(CombinationsTest::cells).toList();
        var header = rows.getFirst();
        return rows.stream()
                .skip(1)
                .flatMap(row -> Stream.of(4, 5, 6)
                        .map(column -> Arguments.of(row.get(0), storage(header, row, column), row.get(column))));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|")).map(String::strip).toList();
    }

    private static String storage(List<String> header, List<String> row, int column) {
        return Stream.of(1, 2, 3)
                .map(field -> header.get(field) + ": " + row.get(field))
                .collect(Collectors.joining(", ", "{", ", caching: " + header.get(column) + "}"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("combinations")
    void itIsCarriedOutOrRefusedInWords(String compute, String storage, String outcome) {
        var target = compute.equals("external") ? ", target: somewhere" : "";

        var verdict = ADMISSION.check(run("{backend: " + compute + target + "}", storage));

        switch (verdict) {
            case Verdict.Admitted admitted -> {
                assertThat(outcome).isEqualTo("runs");
                var spec = SERIALIZATION
                        .convertValue(admitted.object(), PerformanceRun.class)
                        .getSpec();
                assertThat(new Objection(machine().runs()).inWords(spec)).isEmpty();
            }
            case Verdict.Refused refused ->
                assertThat(refused.refusals())
                        .anySatisfy(refusal -> assertThat(refusal.toString())
                                .startsWith("spec.storage")
                                .contains(REFUSALS.getOrDefault(outcome, "nothing, but that it " + outcome)));
        }
    }

    /** With all that a run may ask for, as perfrun's own is. */
    private static OperatorConfig machine() {
        return OperatorConfig.from(Map.of(
                "REGISTRY_IMAGE", "registry",
                "LOADGEN_IMAGE", "loadgen",
                "S3_ENDPOINT", "http://127.0.0.1:9000",
                "S3_BUCKET", "models",
                "DYNAMODB_ENDPOINT", "http://127.0.0.1:8000",
                "DATABASE_URL", "jdbc:postgresql://127.0.0.1:5432/models",
                "DATABASE_SECRET", "database",
                "DATABASE_MAX_CONNECTIONS", "300",
                "EXTERNAL_TARGETS", "{\"somewhere\": {\"url\": \"http://127.0.0.1:1\"}}"));
    }

    private static ObjectNode run(String compute, String storage) {
        return SERIALIZATION.unmarshal("""
                apiVersion: performance.acme.dev/v1alpha1
                kind: PerformanceRun
                metadata: {name: a, namespace: default}
                spec: {clients: 1, compute: %s, storage: %s}
                """.formatted(compute, storage), ObjectNode.class);
    }
}
