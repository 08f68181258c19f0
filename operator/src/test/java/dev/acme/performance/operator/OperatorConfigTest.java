package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.Placement;
import dev.acme.performance.operator.target.Placement.Tolerance;
import dev.acme.performance.operator.target.PodGrants;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void whatIsGrantedToPodsIsRead() {
        var config = OperatorConfig.from(with(Map.of(
                "REGISTRY_SERVICE_ACCOUNT", "irsa",
                "REGISTRY_PLACEMENT", """
                        {"nodeSelector":{"kubernetes.io/arch":"arm64"},
                         "tolerations":[{"key":"bench","operator":"Exists","effect":"NoSchedule"}]}""",
                "LOAD_PLACEMENT", "{}",
                "IMAGE_PULL_SECRETS", "first, second.one")));

        var registry = config.runs().images().registryPods();
        assertThat(registry.serviceAccount()).contains("irsa");
        assertThat(registry.placement().nodeSelector()).isEqualTo(Map.of("kubernetes.io/arch", "arm64"));
        assertThat(registry.placement().tolerations())
                .containsExactly(new Tolerance(
                        Optional.of("bench"), "Exists", Optional.empty(), Optional.of("NoSchedule"), Optional.empty()));
        assertThat(registry.pullSecrets()).containsExactly("first", "second.one");
        assertThat(config.runs().images().loadPods())
                .isEqualTo(new PodGrants(Optional.empty(), Placement.ANYWHERE, registry.pullSecrets()));
    }

    @Test
    void aDatabaseIsKnownByItsUrlAndItsSecret() {
        var database = Map.of("DATABASE_URL", "jdbc:postgresql://db.x:5433/m?sslmode=require", "DATABASE_SECRET", "db");

        assertThat(OperatorConfig.from(with(database)).runs().backends().database())
                .contains(new Backends.Database("jdbc:postgresql://db.x:5433/m?sslmode=require", "db", 100));
        assertThat(OperatorConfig.from(LEAST).runs().backends().database()).isEmpty();
    }

    @Test
    void pricesAreTheOperatorsOwnWhereNoneAreGiven() {
        assertThat(OperatorConfig.from(LEAST).runs().prices()).isEqualTo(PriceReader.standard());
    }

    @Test
    void aReplicaThatStandsForElectionSaysWhoItIs() {
        var election = Map.of("LEADER_ELECTION", "true", "LEASE_NAMESPACE", "perf", "POD_NAME", "operator-1");

        assertThat(OperatorConfig.from(with(election)).election())
                .contains(new LeaderSettings("perf", "performance-operator", "operator-1"));
        assertThat(OperatorConfig.from(LEAST).election()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                "DATABASE_URL             | jdbc:postgresql://h/d | DATABASE_SECRET: is required",
                "DATABASE_MAX_CONNECTIONS | 10                  | is not within 11..262143",
                "DATABASE_SECRET          | db                  | DATABASE_URL: is required",
                "DATABASE_URL             | jdbc:postgresql://me:secret@h/d | must match",
                "DATABASE_URL             | jdbc:postgresql://h/d?socketFactory=x | must match",
                "LEADER_ELECTION          | yes                 | must match true|false",
                "LEADER_ELECTION          | true                | LEASE_NAMESPACE: is required",
                "LEADER_ELECTION          | true                | POD_NAME: is required",
                "REGISTRY_SERVICE_ACCOUNT | Irsa!               | must match",
                "IMAGE_PULL_SECRETS       | a,-b                | must match",
                "LOAD_PLACEMENT           | [1]                 | must be {",
                "LOAD_PLACEMENT           | {} {}               | must be {",
                "LOAD_PLACEMENT           | null                | it is null",
                "LOAD_PLACEMENT           | {\"affinity\":{}}     | affinity",
                "LOAD_PLACEMENT           | {\"nodeSelector\":{\"a b\":\"c\"}} | no label \"a b\"",
                "LOAD_PLACEMENT           | {\"nodeSelector\":{\"a\":null}}  | no label \"a\"",
                "LOAD_PLACEMENT           | {\"tolerations\":[null]}       | a toleration is null",
                "LOAD_PLACEMENT           | {\"tolerations\":[{\"operator\":\"In\"}]} | neither Exists nor Equal: In",
                "LOAD_PLACEMENT           | {\"tolerations\":[{\"value\":\"x\"}]} | without key needs operator Exists",
                "LOAD_PLACEMENT           | {\"tolerations\":[{\"operator\":\"Exists\",\"value\":\"x\"}]} | takes no value: x",
                "LOAD_PLACEMENT           | {\"tolerations\":[{\"key\":\"a\",\"effect\":\"Never\"}]} | effect is none of",
                "LOAD_PLACEMENT           | {\"tolerations\":[{\"key\":\"a\",\"tolerationSeconds\":1}]} | needs effect NoExecute",
                "EXTERNAL_TARGETS         | {\"a\":{}}            | a.url: is required",
                "EXTERNAL_TARGETS         | {\"a\":{\"url\":\"https://x\"}} | a.url: \"https://x\" must match",
                "EXTERNAL_TARGETS         | no                  | EXTERNAL_TARGETS: ",
                "PRICE_SHEET              | {\"asOf\":\"now\"}     | asOf: must be a day",
                "PRICE_SHEET              | no                  | PRICE_SHEET: ",
                "REGISTRY_PLACEMENT       | {\"tolerations\":[{\"key\":\"a\",\"value\":\"?\"}]} | value is no taint's: ?",
            })
    void aBadValueIsNamed(String variable, String value, String told) {
        assertThatThrownBy(() -> OperatorConfig.from(with(Map.of(variable, value))))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining(told.endsWith("is required") ? told : variable + ": ")
                .hasMessageContaining(told);
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new java.util.TreeMap<>(LEAST);
        all.putAll(more);
        return all;
    }
}
