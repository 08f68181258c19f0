package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users do: apply, look, cancel, suspend, run again. */
class RunsE2E {
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

    @Test
    void cancelKeepsWhatWasMeasured() {
        bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", Phase.RUNNING);
        bench.await("run", Bench.PATIENCE, status -> status.progress() != null);

        patch("{\"spec\":{\"cancel\":true}}");

        var run = bench.awaitEnd("run");
        bench.saw(run);
        bench.saw("kept %d requests"
                .formatted(Objects.requireNonNull(run.getStatus().results()).requests()));
        assertThat(run.getStatus().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(run.getStatus().results().requests()).isPositive();
        assertNothingRuns();
    }

    @Test
    void suspendResumeAndRerunAreAttemptsOfTheirOwn() {
        bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", Phase.RUNNING);
        patch("{\"spec\":{\"suspend\":true}}");
        bench.saw(bench.awaitPhase("run", Phase.SUSPENDED));
        assertNothingRuns();

        patch("{\"spec\":{\"suspend\":false}}");
        var resumed = bench.awaitEnd("run");
        bench.saw(resumed);
        patch("{\"spec\":{\"rerun\":\"again\"}}");
        var again = bench.await(
                "run",
                Bench.PATIENCE,
                status -> status.attempt() == 3 && status.phase() != null && Bench.hasEnded(status));
        bench.saw(again);

        assertThat(resumed.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(resumed.getStatus().attempt()).isEqualTo(2);
        assertThat(again.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(again.getStatus().history())
                .extracting(entry -> entry.attempt())
                .containsExactly(3, 2);
        List.of(1, 2, 3)
                .forEach(number -> assertThat(bench.sightings().jobs(Attempt.of(again, number), Component.LOAD))
                        .hasSize(1));
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

    private void patch(String patch) {
        bench.kubectl("patch", "perfrun", "run", "--type=merge", "-p", patch);
    }

    private void assertNothingRuns() {
        Awaitility.await("no pod is left")
                .atMost(Bench.PATIENCE)
                .until(() -> bench.client()
                        .pods()
                        .inNamespace(bench.namespace())
                        .list()
                        .getItems()
                        .isEmpty());
    }
}
