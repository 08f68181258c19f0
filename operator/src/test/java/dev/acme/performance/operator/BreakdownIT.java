package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.operator.experiment.PerformanceExperimentReconciler;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.run.Duty;
import dev.acme.performance.operator.run.PerformanceRunReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the framework does not notice: it never looks again at an object over which the JVM gave up. */
@Isolated("whoever waits meanwhile is told of errors in threads of others")
class BreakdownIT {
    private static final Duty DUTY = new Duty(Set.of(), () -> true);

    private final OperatorAtWork work = new OperatorAtWork();
    private final OperatorMetrics metrics = new OperatorMetrics(new CollectorRegistry());

    @BeforeEach
    void alone() {
        work.stopOperator();
    }

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void anErrorOverARunIsUnwell() {
        var reconciler = new PerformanceRunReconciler(
                work.client(), OperatorAtWork.operatorConfig().runs(), DUTY, metrics, new Broken());
        assertThat(reconciler.isWell()).isTrue();
        var operator = started(reconciler);

        work.cluster().apply(OperatorAtWork.named("any"));

        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(OperatorAtWork.PATIENCE)
                .until(() -> !reconciler.isWell());
        operator.stop();
    }

    @Test
    void anErrorOverAnExperimentIsUnwell() {
        var reconciler = new PerformanceExperimentReconciler(
                work.client(), OperatorAtWork.operatorConfig().runs(), DUTY, metrics, new Broken());
        assertThat(reconciler.isWell()).isTrue();
        var operator = started(reconciler);
        PerformanceExperiment experiment = Experiments.experiment(Experiments.spec("repeats: 1"));
        experiment.getMetadata().setNamespace(NAMESPACE);
        experiment.getMetadata().setResourceVersion(null);
        experiment.getMetadata().setUid(null);

        work.client().resource(experiment).create();

        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(OperatorAtWork.PATIENCE)
                .until(() -> !reconciler.isWell());
        operator.stop();
    }

    private Operator started(Reconciler<? extends HasMetadata> reconciler) {
        var operator = new Operator(overrides -> overrides
                .withKubernetesClient(work.client())
                .withCloseClientOnStop(false)
                .withUseSSAToPatchPrimaryResource(false));
        operator.register(reconciler);
        operator.start();
        return operator;
    }

    /** As a class that an installation lacks. */
    private static final class Broken extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            throw new NoClassDefFoundError("dev/acme/performance/Missing");
        }
    }
}
