package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody who lists and then watches misses anything, whoever else writes. */
class WatchIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int WRITERS = 8;
    private static final int WRITES_EACH = 150;
    private static ApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        server = ApiServer.start(InstantSource.system());
        client = LocalClient.of(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void informersHoldWhatTheServerHoldsAfterManyWritersAtOnce() throws Exception {
        var early = informer();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var written = IntStream.range(0, WRITERS)
                    .mapToObj(seed -> writers.submit(() -> write(new Random(seed))))
                    .toList();
            var late = informer();
            for (var done : written) {
                done.get();
            }

            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(versions(early.getStore().list())).isEqualTo(versions(onServer()));
                assertThat(versions(late.getStore().list())).isEqualTo(versions(onServer()));
            });
            late.close();
        }
        early.close();
    }

    private static SharedIndexInformer<ConfigMap> informer() {
        return client.configMaps().inNamespace("default").withLabel("load").inform();
    }

    private static List<ConfigMap> onServer() {
        return client.configMaps()
                .inNamespace("default")
                .withLabel("load")
                .list()
                .getItems();
    }

    private static Map<String, String> versions(List<ConfigMap> maps) {
        return maps.stream()
                .collect(Collectors.toMap(
                        map -> map.getMetadata().getName(),
                        map -> map.getMetadata().getResourceVersion()));
    }

    private static void write(Random random) {
        for (int i = 0; i < WRITES_EACH; i++) {
            String name = "load-" + random.nextInt(40);
            try {
                switch (random.nextInt(3)) {
                    case 0 -> client.resource(map(name, i)).create();
                    case 1 -> client.resource(map(name, i)).update();
                    default ->
                        client.configMaps()
                                .inNamespace("default")
                                .withName(name)
                                .delete();
                }
            } catch (KubernetesClientException e) {
                assertThat(e.getCode()).isIn(404, 409);
            }
        }
    }

    private static ConfigMap map(String name, int value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToLabels("load", "yes")
                .endMetadata()
                .addToData("v", Integer.toString(value))
                .build();
    }

    @Test
    void aDeletionBetweenListAndWatchIsSeen() {
        client.resource(map("between", 1)).create();
        String listed = client.configMaps().list().getMetadata().getResourceVersion();
        client.configMaps().withName("between").delete();

        var events = new Recorder();
        try (var _ = client.configMaps()
                .watch(new ListOptionsBuilder().withResourceVersion(listed).build(), events)) {
            Awaitility.await().atMost(LIMIT).until(() -> events.lines.contains("DELETED between"));
        }
        assertThat(events.lines.getFirst()).isEqualTo("DELETED between");
    }

    @Test
    void anObjectThatIsNoLongerSelectedIsDeletedForTheSelector() {
        var events = new Recorder();
        try (var _ = client.configMaps().withLabel("chosen").watch(events)) {
            client.resource(map("chosen", 1)).create();
            var chosen = client.configMaps().withName("chosen");
            chosen.edit(present -> labelled(present, Map.of("chosen", "1")));
            chosen.edit(present -> labelled(present, Map.of("chosen", "2")));
            chosen.edit(present -> labelled(present, Map.of()));
            chosen.delete();

            Awaitility.await().atMost(LIMIT).until(() -> events.lines.size() == 3);
        }
        assertThat(events.lines).containsExactly("ADDED chosen", "MODIFIED chosen", "DELETED chosen");
    }

    private static ConfigMap labelled(ConfigMap map, Map<String, String> labels) {
        return new ConfigMapBuilder(map)
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    @Test
    void whoFellTooFarBehindIsToldToListAgain() {
        var churned = server.cluster().create(map("churned", 0));
        for (int i = 0; i < Store.REMEMBERED + 1; i++) {
            String value = Integer.toString(i);
            server.cluster()
                    .edit(
                            churned,
                            present -> new ConfigMapBuilder(present)
                                    .addToData("v", value)
                                    .build());
        }
        var events = new Recorder();

        try (var _ = client.configMaps()
                .watch(new ListOptionsBuilder().withResourceVersion("2").build(), events)) {
            Awaitility.await().atMost(LIMIT).until(() -> events.lines.contains("GONE"));
        }
    }

    @Test
    void whoHasSeenSomeChangesIsToldTheRest() {
        var first = client.resource(map("resumed", 1)).create();
        client.resource(map("resumed", 2)).update();
        client.resource(map("resumed", 3)).update();
        var seen = new ListOptionsBuilder()
                .withResourceVersion(first.getMetadata().getResourceVersion())
                .withFieldSelector("metadata.name=resumed")
                .build();

        var events = new Recorder();
        try (var _ = client.configMaps().watch(seen, events)) {
            Awaitility.await().atMost(LIMIT).until(() -> events.lines.size() == 2);
        }

        assertThat(events.lines).containsExactly("MODIFIED resumed", "MODIFIED resumed");
    }

    /** Remembers events as words. */
    private static final class Recorder implements Watcher<ConfigMap> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            lines.add(action + " " + map.getMetadata().getName());
        }

        @Override
        public void onClose(WatcherException cause) {
            lines.add(cause.isHttpGone() ? "GONE" : "CLOSED");
        }
    }
}
