package dev.acme.performance.operator.web.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.run.MockApi;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists that hold the newest only, kept up to date by informers on an in-process API server. */
final class InventoryIT {
    private static final String BENCH = "bench";
    private static final int MOST = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void whereANewerOneIsDeletedTheNextOlderOneIsListedAsItIsByThen() {
        try (var api = MockApi.start()) {
            for (int number = 0; number < MOST + 2; number++) {
                create(api, "run-" + number);
            }
            try (var inventory = Inventory.start(api.client(), Set.of(BENCH), _ -> {}, MOST)) {
                awaitListed(inventory, "run-4", "run-3", "run-2");

                var leftOut = api.client()
                        .resources(PerformanceRun.class)
                        .inNamespace(BENCH)
                        .withName("run-1")
                        .get();
                leftOut.setStatus(
                        PerformanceRunStatus.empty().withPhase(Phase.SUCCEEDED).withAttempt(1));
                api.client().resource(leftOut).updateStatus();
                delete(api, "run-3");

                awaitListed(inventory, "run-4", "run-2", "run-1");
                await("run-1 as it is by then")
                        .atMost(PATIENCE)
                        .until(() -> listed(inventory)
                                .filter(run -> run.name().equals("run-1"))
                                .allMatch(RunSummary::hasEnded));
                delete(api, "run-0");
                delete(api, "run-2");
                awaitListed(inventory, "run-4", "run-1");
                create(api, "run-5");
                create(api, "run-6");
                awaitListed(inventory, "run-6", "run-5", "run-4");
                assertThat(inventory.namespaces()).containsExactly(BENCH);
            }
        }
    }

    private static void create(MockApi api, String name) {
        var run = Runs.run("");
        run.getMetadata().setNamespace(BENCH);
        run.getMetadata().setName(name);
        run.getMetadata().setUid(null);
        run.getMetadata().setResourceVersion(null);
        api.client().resource(run).create();
    }

    private static void delete(MockApi api, String name) {
        api.client()
                .resources(PerformanceRun.class)
                .inNamespace(BENCH)
                .withName(name)
                .delete();
    }

    private static Stream<RunSummary> listed(Inventory inventory) {
        return inventory.runs(BENCH::equals).stream();
    }

    private static void awaitListed(Inventory inventory, String... names) {
        await(String.join(", ", names))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listed(inventory))
                        .extracting(RunSummary::name)
                        .containsExactlyInAnyOrder(names));
    }
}
