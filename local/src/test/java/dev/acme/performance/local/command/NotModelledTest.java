package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.local.backends.Shape;
import dev.acme.performance.operator.target.LambdaSettings;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every effect of AWS that a simulation of it must model or name as missing, looked for where a result tells of it. */
final class NotModelledTest {
    private static final List<String> OF_A_FUNCTION = List.of(
            "cold starts",
            "init limit and its retry",
            "one request per environment",
            "10 requests/s per environment",
            "ramp of 1,000 in 10 s",
            "throttling with its reasons",
            "6 MB limit",
            "2 MB/s after 6 MB",
            "CPU quota by memory",
            "memoryMb itself",
            "idle reclaim");
    private static final List<String> OF_THE_STORAGE =
            List.of("503 above a prefix's rate", "throttles by partition and table");
    private static final String PER_CONNECTION = "per connection";
    private static final List<String> OF_A_DATABASE = List.of("connection cap by memory", "125 MB/s of gp3");

    @Test
    void aFunctionsNotesNameEach() {
        assertThat(String.join(";", LambdaSettings.notes(stored("s3"))))
                .contains(OF_A_FUNCTION)
                .contains("docs/aws/bundle")
                .doesNotContain("VPC");
        assertThat(LambdaSettings.notes(stored("rds")))
                .hasSize(3)
                .last()
                .asString()
                .contains("VPC", "do not stream");
    }

    @Test
    void thisMachinesNotesNameEach() {
        var plain = Machine.notes(Shape.NONE, true);

        assertThat(plain).contains(OF_THE_STORAGE).contains(OF_A_DATABASE).contains(PER_CONNECTION);
        assertThat(Machine.notes(Shape.S3, false))
                .contains(OF_THE_STORAGE)
                .doesNotContain(PER_CONNECTION)
                .doesNotContain("PostgreSQL");
        assertThat(Machine.notes(Shape.S3, true).split(";", -1))
                .as("with the three of a function no more than a status holds")
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void theChartsNotesNameEach() throws IOException {
        var chart = Files.readString(Path.of("../helm/performance-operator/templates/deployment.yaml"));

        assertThat(chart).contains(OF_THE_STORAGE).contains(OF_A_DATABASE).contains(PER_CONNECTION, "PostgreSQL is");
    }

    private static PerformanceRunSpec stored(String backend) {
        return Serialization.unmarshal(
                "compute: {backend: lambda}\nstorage: {backend: " + backend + "}\n", PerformanceRunSpec.class);
    }
}
