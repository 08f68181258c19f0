package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigTest {
    private static final Map<String, String> LEAST =
            Map.of("REGISTRY_IMAGE", "registry:1", "LOADGEN_IMAGE", "loadgen:1", "S3_BUCKET", "models");

    @Test
    void theLeastConfigurationIsCompletedByDefaults() {
        var config = OperatorConfig.from(LEAST);

        assertThat(config.namespaces()).isEmpty();
        assertThat(config.httpPort()).isEqualTo(8080);
        assertThat(config.runs().runsPerNamespace()).isEqualTo(1);
        assertThat(config.runs().backends().s3Endpoint()).isEmpty();
        assertThat(config.runs().backends().tablePrefix()).isEqualTo("performance-models");
        assertThat(config.runs().fidelity().label()).isEqualTo("real");
        assertThat(config.runs().deadlines().target()).hasMinutes(5);
    }

    @Test
    void listsAreSplit() {
        var config = OperatorConfig.from(with(Map.of("WATCH_NAMESPACES", "a, b", "FIDELITY_NOTES", "no net; no AWS")));

        assertThat(config.namespaces()).containsExactlyInAnyOrder("a", "b");
        assertThat(config.runs().fidelity().notes()).containsExactly("no net", "no AWS");
    }

    @Test
    void everyBadVariableIsNamedAtOnce() {
        var bad = Map.of(
                "HTTP_PORT", "70000",
                "RUNS_PER_NAMESPACE", "many",
                "S3_ENDPOINT", "s3",
                "LOAD_MEMORY", "lots",
                "LOAD_CPU", "0",
                "FIDELITY_NOTES", "1; 2; 3; 4; 5; 6; 7; 8; 9");

        assertThatThrownBy(() -> OperatorConfig.from(bad))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContainingAll(
                        "REGISTRY_IMAGE: is required",
                        "S3_BUCKET: is required",
                        "HTTP_PORT: 70000 is not within 0..65535",
                        "RUNS_PER_NAMESPACE: \"many\" must match",
                        "S3_ENDPOINT: \"s3\" must match",
                        "LOAD_MEMORY: \"lots\" must match",
                        "LOAD_CPU: must be greater than 0",
                        "FIDELITY_NOTES: holds 9 parts, at most 8 are taken");
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new java.util.TreeMap<>(LEAST);
        all.putAll(more);
        return all;
    }
}
