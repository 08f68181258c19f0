package dev.acme.performance.operator.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Factor;
import dev.acme.performance.crds.SpecPath;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadFactsTest {
    private static final String CLOSED = "clients: 40\nload: {mode: Closed, durationSeconds: 30}";

    @Test
    void whatNoFactorVariesIsTheTemplates() {
        assertThat(value("load", CLOSED, List.of())).isEqualTo("Closed, 40 clients, 30 s");
    }

    /** Else a reader takes the template's 40 clients for those of every cell. */
    @Test
    void whatAFactorVariesIsNotTheTemplates() {
        var factors = List.of(
                factor("callers", SpecPath.CLIENTS, "10", "100"), factor("size", SpecPath.MODEL_SIZE_BYTES, "1", "2"));

        assertThat(value("load", CLOSED, factors)).isEqualTo("Closed, clients by factor callers, 30 s");
        assertThat(value("model", CLOSED, factors)).contains("model.sizeBytes by factor size");
    }

    /** H-03. */
    @ParameterizedTest
    @CsvSource({
        "'{mode: Burst}', closed loop",
        "'{mode: Closed, durationSeconds: 30}', closed loop",
        "'{mode: Constant, durationSeconds: 30, ratePerSecond: 9}', open loop",
        "'{mode: Poisson, durationSeconds: 30, ratePerSecond: 9}', open loop"
    })
    void theLoopIsNamed(String load, String loop) {
        assertThat(value("arrival", "load: " + load, List.of())).startsWith(loop);
    }

    @Test
    void bothLoopsAreNamedWhereAFactorVariesTheMode() {
        var modes = List.of(factor("mode", SpecPath.LOAD_MODE, "Closed", "Poisson"));

        assertThat(value("arrival", CLOSED, modes)).contains("closed loop").contains("open loop");
    }

    private static Factor factor(String name, SpecPath path, String... values) {
        return new Factor(name, path, Stream.of(values).map(IntOrString::new).toList());
    }

    private static String value(String fact, String spec, List<Factor> factors) {
        return LoadFacts.of(Runs.spec(spec), factors).stream()
                .filter(one -> one.name().equals(fact))
                .map(Fact::value)
                .findFirst()
                .orElseThrow();
    }
}
