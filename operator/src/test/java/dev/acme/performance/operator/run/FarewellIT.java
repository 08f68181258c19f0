package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.ops.EventRecorder;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deleted run whose pods do not go, or whose API refuses. */
class FarewellIT {
    private static final String PODS = "/api/v1/namespaces/bench/pods";
    private MockApi api;
    private KubernetesMockServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        api = MockApi.start();
        server = api.server();
        client = api.client();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aMinuteAfterItsDeletionARunGoesWhateverIsLeft() {
        var run = deleted();
        pod(run);

        var early = after(run, Duration.ofSeconds(59)).of(run);
        assertThat(early).contains(Duration.ofSeconds(1));
        assertThat(stored()).isNotNull();
        var late = after(run, Duration.ofSeconds(60)).of(run);

        assertThat(late).isEmpty();
        assertThat(stored()).isNull();
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage())
                        .isEqualTo("deleted after 60 s although 1 objects are left: POD stuck"));
    }

    @Test
    void anApiThatRefusesHoldsTheRunNoLonger() {
        var run = deleted();
        server.expect()
                .get()
                .withPath(PODS + "?labelSelector=performance.acme.dev%2Frun-uid%3D" + uid(run))
                .andReturn(403, "")
                .always();

        assertThat(after(run, Duration.ofSeconds(10)).of(run)).contains(Duration.ofSeconds(2));
        assertThat(after(run, Duration.ofSeconds(61)).of(run)).isEmpty();

        assertThat(stored()).isNull();
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getReason()).isEqualTo("CleanupIncomplete"));
    }

    @Test
    void aRunThatVanishedMeanwhileIsNoError() {
        var run = deleted();
        after(run, Duration.ofSeconds(1)).of(run);
        assertThat(stored()).isNull();

        var again = Runs.run("");
        again.setMetadata(run.getMetadata());
        again.getMetadata().setFinalizers(List.of(Finalizer.NAME));

        assertThat(after(again, Duration.ofSeconds(1)).of(again)).isEmpty();
    }

    private Farewell after(PerformanceRun run, Duration time) {
        var now = Instant.parse(run.getMetadata().getDeletionTimestamp()).plus(time);
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Farewell(client, new EventRecorder(client, clock), clock);
    }

    private PerformanceRun deleted() {
        var run = Runs.run("");
        run.getMetadata().setResourceVersion(null);
        run.getMetadata().setFinalizers(List.of(Finalizer.NAME));
        client.resource(run).create();
        client.resource(run).delete();
        return Objects.requireNonNull(stored());
    }

    private PerformanceRun stored() {
        return client.resources(PerformanceRun.class)
                .inNamespace("bench")
                .withName("tiny")
                .get();
    }

    private void pod(PerformanceRun run) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("bench")
                        .withName("stuck")
                        .withLabels(Attempt.of(run, 1).labels(Component.LOAD))
                        .endMetadata()
                        .withNewStatus()
                        .withPhase("Running")
                        .endStatus()
                        .build())
                .create();
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("bench").list().getItems();
    }

    private static String uid(PerformanceRun run) {
        return run.getMetadata().getUid();
    }
}
