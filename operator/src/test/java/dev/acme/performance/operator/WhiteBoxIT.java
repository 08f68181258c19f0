package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator asks the pods of the target what they count, and a run ends well whatever they answer. */
class WhiteBoxIT {
    private static final String PAGE = """
            registry_request_seconds_count %1$d
            registry_request_seconds_sum %1$d
            registry_request_phase_seconds_total{phase="queue",} %2$s
            registry_request_phase_seconds_total{phase="read",} %2$s
            registry_queue_depth 0.0
            process_cpu_seconds_total %3$s
            """;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger(200);
    private final Queue<String> queries = new ConcurrentLinkedQueue<>();
    private HttpServer replica;
    private OperatorAtWork work;

    @BeforeEach
    void start() throws IOException {
        replica = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        replica.createContext("/metrics", exchange -> {
            queries.add(exchange.getRequestURI().getQuery());
            int count = requests.get();
            var page = PAGE.formatted(count, count / 4.0, count * 0.006).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        replica.start();
        work = new OperatorAtWork(
                Map.of("REGISTRY_PORT", Integer.toString(replica.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        work.close();
        replica.stop(0);
    }

    @Test
    void whatTheReplicaCountedDuringTheLoadIsTheBreakdown() {
        requests.set(50);

        var ended = carriedOut("", () -> requests.set(150));

        assertThat(ended.breakdown()).isEqualTo(new PerformanceRunStatus.Breakdown(250, 0, 0, 0, 250, 500));
        assertThat(bottleneck(ended).component()).isEqualTo("threads");
        assertThat(queries).allMatch(query -> query.contains("name[]=registry_request_seconds_sum"));
    }

    @Test
    void anOperatorThatIsReplacedDuringTheLoadStillTellsTheBreakdown() {
        requests.set(50);

        var ended = carriedOut("", () -> {
            work.stopOperator();
            requests.set(150);
            work.restartOperator();
        });

        assertThat(ended.breakdown()).isEqualTo(new PerformanceRunStatus.Breakdown(250, 0, 0, 0, 250, 500));
    }

    /** 100 requests of 6 ms in two seconds on one processor are 30 %: two thirds of that are 20. */
    @Test
    void theAutoscalerFollowsTheProcessorTimeThatTheReplicasTold() {
        var ended = carriedOut("""
                load: {mode: Closed, durationSeconds: 2}
                compute: {cpu: '1'}
                objectives: [{name: fast, metric: p99Ms, max: 100}]
                """, () -> requests.set(100));

        assertThat(Objects.requireNonNull(ended.capacity()).recommendedReplicas())
                .isEqualTo(2);
        var report = work.client()
                .configMaps()
                .inNamespace("bench")
                .withName(Objects.requireNonNull(ended.report()))
                .get();
        assertThat(report.getData().get("hpa.yaml"))
                .contains("averageUtilization: 20", "replicas used 30 % at the measured rate");
    }

    @Test
    void aReplicaThatDoesNotAnswerCostsTheBreakdownAndNothingElse() {
        status.set(500);

        var ended = carriedOut("", () -> {});

        assertThat(ended.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(ended.breakdown()).isNull();
        assertThat(bottleneck(ended).component()).isEqualTo("not-enough-evidence");
        assertThat(bottleneck(ended).evidence())
                .containsExactly("no white-box measurement: no replica answered both before and after the load");
    }

    private static PerformanceRunStatus.Bottleneck bottleneck(PerformanceRunStatus status) {
        return Objects.requireNonNull(status.bottleneck());
    }

    /** A run whose load is under way while {@code meanwhile} happens. */
    private PerformanceRunStatus carriedOut(String spec, Runnable meanwhile) {
        var cluster = work.cluster();
        var attempt = Attempt.of(cluster.apply(Runs.run(spec)), 1);
        cluster.fillRegistry(attempt);
        cluster.deployment(attempt);
        cluster.startTargetAt(attempt, "127.0.0.1");
        var load = cluster.startLoad(attempt);
        Awaitility.await("the load is looked after")
                .atMost(OperatorAtWork.PATIENCE)
                .until(() -> cluster.run("tiny").getStatus().phase() == Phase.RUNNING);
        meanwhile.run();
        cluster.endLoad(load, Runs.result(100));
        return work.await("tiny", it -> it.phase() == Phase.SUCCEEDED).getStatus();
    }
}
