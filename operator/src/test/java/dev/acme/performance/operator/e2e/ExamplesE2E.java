package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Validity;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The examples of the documents, as users apply and read them; alone, for they ask for most of a small node. */
@Isolated
class ExamplesE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void theSmallExampleEndsWithNumbersInItsColumns() {
        assertExample("small", 20);
    }

    @Test
    void theExampleOfTheReadmeEndsWithNumbersInItsColumns() {
        assertExample("tiny-llm", 100);
    }

    private void assertExample(String name, int clients) {
        bench.kubectl("apply", "-f", "../docs/examples/" + name + ".yaml");

        bench.kubectl("wait", "--for=condition=Ready", "perfrun/" + name, "--timeout=300s");

        var run = bench.run(name);
        String columns = bench.kubectl("get", "perfrun", "-o", "wide");
        bench.saw(run);
        bench.saw("\n" + columns);
        var results = Objects.requireNonNull(run.getStatus().results());
        var latency = Objects.requireNonNull(results.latency());
        assertThat(results.succeeded()).isEqualTo(clients);
        assertThat(results.failed()).isZero();
        assertThat(run.getStatus().validity()).isNotEqualTo(Validity.INVALID);
        assertThat(columns.lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header).contains("REQ/S", "MEAN", "MEDIAN", "P99"));
        assertThat(columns)
                .contains(
                        number(results.throughput().requestsPerSecond()),
                        number(latency.meanMs()),
                        number(latency.medianMs()),
                        number(latency.p99Ms()));
        assertThat(bench.kubectl("diff", "-f", "../docs/examples/" + name + ".yaml"))
                .isEmpty();
    }

    /** As kubectl prints a column of type number. */
    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
