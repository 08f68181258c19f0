package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.run.Duty;
import dev.acme.performance.operator.run.PerformanceRunReconciler;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.Operator;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two runs of a namespace, one of which looks for its turn while the other's start is on its way to the API server. */
class StartRaceIT {
    private final OperatorAtWork work = new OperatorAtWork();
    private final SlowStart slow = new SlowStart();

    @AfterEach
    void stop() {
        work.close();
    }

    /** Holds the start of {@code second} back until {@code first} starts too, or has had the time to. */
    private static final class SlowStart implements Interceptor {
        private static final int ENOUGH_SECONDS = 2;
        private final CountDownLatch isHeld = new CountDownLatch(1);
        private final CountDownLatch isOvertaken = new CountDownLatch(1);
        private final AtomicInteger writesOfFirst = new AtomicInteger();

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (!request.method().equals("PUT")) {
                return;
            }
            if (request.uri().getPath().endsWith("/first/status") && writesOfFirst.incrementAndGet() == 2) {
                isOvertaken.countDown();
            }
            if (request.uri().getPath().endsWith("/second/status") && isHeld.getCount() > 0) {
                isHeld.countDown();
                await(isOvertaken, ENOUGH_SECONDS);
            }
        }
    }

    @Test
    void aRerunDoesNotStartWhileAnotherRunIsBeingStarted() {
        var first = Attempt.of(work.cluster().apply(OperatorAtWork.named("first")), 1);
        work.cluster().carryOut(first, Runs.result(100));
        work.await("first", status -> status.phase() == Phase.SUCCEEDED);
        work.stopOperator();

        try (var client = slowClient()) {
            var operator = start(client);
            work.cluster().apply(OperatorAtWork.named("second"));
            await(slow.isHeld, (int) OperatorAtWork.PATIENCE.toSeconds());
            work.edit("first", "rerun: again");
            work.await("second", status -> status.phase() == Phase.PROVISIONING);
            var told = work.await(
                    "first",
                    status -> status.phase() != Phase.SUCCEEDED && !"waits for its turn".equals(status.message()));
            operator.stop();

            assertThat(told.getStatus().phase()).isEqualTo(Phase.PENDING);
            assertThat(told.getStatus().message()).isEqualTo("waits for its turn behind second");
        }
    }

    private KubernetesClient slowClient() {
        return new KubernetesClientBuilder()
                .withConfig(work.config())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("slow-start", slow))
                .build();
    }

    private static Operator start(KubernetesClient client) {
        var operator = new Operator(overrides -> overrides
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withUseSSAToPatchPrimaryResource(false));
        operator.register(
                new PerformanceRunReconciler(
                        client,
                        OperatorAtWork.operatorConfig().runs(),
                        new Duty(Set.of(), () -> true),
                        new OperatorMetrics(new CollectorRegistry()),
                        Clock.systemUTC()),
                controller -> controller.withGenerationAware(false));
        operator.start();
        return operator;
    }

    private static void await(CountDownLatch latch, int seconds) {
        try {
            boolean isOpen = latch.await(seconds, TimeUnit.SECONDS);
            assertThat(isOpen || seconds == SlowStart.ENOUGH_SECONDS).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
