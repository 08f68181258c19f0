package dev.acme.performance.local.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.local.Machine;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deployments, their Services, and names that lead to their pods. */
class DeploymentIT {
    private static Machine machine;

    @BeforeAll
    static void start() {
        machine = new Machine();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void create(String name, int replicas, String script) {
        machine.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  replicas: %d
                  progressDeadlineSeconds: 5
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers: [{name: main, image: shell, args: ["%s"]}]
                """.formatted(name, replicas, name, name, script));
    }

    private static RollableScalableResource<Deployment> deployment(String name) {
        return machine.client().apps().deployments().withName(name);
    }

    private static List<Pod> pods(String app) {
        return machine.client().pods().withLabel("app", app).list().getItems();
    }

    private static void awaitAvailable(String name, int replicas) {
        machine.await(() -> {
            var status = deployment(name).get().getStatus();
            assertThat(status.getObservedGeneration())
                    .isEqualTo(deployment(name).get().getMetadata().getGeneration());
            assertThat(status.getUpdatedReplicas()).isEqualTo(replicas);
            assertThat(status.getAvailableReplicas()).isEqualTo(replicas);
            assertThat(status.getReplicas()).isEqualTo(replicas);
            assertThat(condition(name, "Available").getStatus()).isEqualTo("True");
        });
    }

    private static UnaryOperator<Deployment> replicas(int wanted) {
        return present -> new DeploymentBuilder(present)
                .editSpec()
                .withReplicas(wanted)
                .endSpec()
                .build();
    }

    private static DeploymentCondition condition(String name, String type) {
        return deployment(name).get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDeploymentBecomesAvailableAndIsScaled() {
        create("plain", 2, "sleep 1000");
        awaitAvailable("plain", 2);
        assertThat(condition("plain", "Progressing").getReason()).isIn("NewReplicaSetAvailable", "ReplicaSetUpdated");

        deployment("plain").edit(replicas(3));
        awaitAvailable("plain", 3);
        deployment("plain").edit(replicas(1));
        awaitAvailable("plain", 1);
    }

    @Test
    void aPodThatDisappearsIsReplaced() {
        create("lasting", 1, "sleep 1000");
        awaitAvailable("lasting", 1);
        String first = pods("lasting").getFirst().getMetadata().getName();

        machine.client().pods().withName(first).withGracePeriod(0).delete();

        machine.await(() -> assertThat(pods("lasting"))
                .singleElement()
                .satisfies(pod -> assertThat(pod.getMetadata().getName()).isNotEqualTo(first)));
        awaitAvailable("lasting", 1);
    }

    @Test
    void aNewTemplateRollsOut() {
        create("rolling", 3, "sleep 1000");
        awaitAvailable("rolling", 3);

        deployment("rolling")
                .edit(present -> new DeploymentBuilder(present)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withArgs("sleep 2000")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());

        awaitAvailable("rolling", 3);
        assertThat(machine.client()
                        .apps()
                        .replicaSets()
                        .withLabel("app", "rolling")
                        .list()
                        .getItems())
                .hasSize(2);
        machine.await(() -> assertThat(pods("rolling"))
                .hasSize(3)
                .allSatisfy(pod -> assertThat(
                                pod.getSpec().getContainers().getFirst().getArgs())
                        .containsExactly("sleep 2000")));
    }

    @Test
    void aRolloutThatStandsStillSaysSo() {
        machine.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: stuck}
                spec:
                  replicas: 1
                  progressDeadlineSeconds: 1
                  selector: {matchLabels: {app: stuck}}
                  template:
                    metadata: {labels: {app: stuck}}
                    spec: {containers: [{name: main, image: nowhere}]}
                """);

        machine.await(
                () -> assertThat(condition("stuck", "Progressing").getReason()).isEqualTo("ProgressDeadlineExceeded"));
        assertThat(condition("stuck", "Available").getReason()).isEqualTo("MinimumReplicasUnavailable");
    }

    @Test
    void whatADeletedDeploymentOwnsGoesWithIt() {
        create("gone", 2, "sleep 1000");
        awaitAvailable("gone", 2);

        deployment("gone").withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();

        machine.await(() -> assertThat(deployment("gone").get()).isNull());
        assertThat(machine.client()
                        .apps()
                        .replicaSets()
                        .withLabel("app", "gone")
                        .list()
                        .getItems())
                .isEmpty();
        machine.await(() -> assertThat(pods("gone")).isEmpty());
    }

    @Test
    void aServiceLeadsToItsReadyPods() {
        machine.create("""
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{name: http, port: 8080, targetPort: http}]}
                """);
        machine.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: main
                        image: program
                        args: [serve, "8080"]
                        env: [{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
                        ports: [{name: http, containerPort: 8080}]
                        readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 1}
                """);
        awaitAvailable("web", 2);
        client("both", "resolve, web, '2'");
        client("fetches", "fetch, 'http://web.default.svc.cluster.local:8080/'");

        machine.awaitPhase("both", "Succeeded");
        machine.awaitPhase("fetches", "Succeeded");

        assertThat(machine.log("both")).isEqualTo("web has 2\n");
        assertThat(machine.log("fetches")).startsWith("got web-");
    }

    private static void client(String name, String args) {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec: {restartPolicy: Never, containers: [{name: main, image: program, args: [%s]}]}
                """.formatted(name, args));
    }

    @Test
    void aNameThatIsKnownLaterIsFoundByARunningProgram() {
        client("early", "resolve, later, '1'");
        machine.await(
                () -> assertThat(machine.pod("early").getStatus().getPhase()).isEqualTo("Running"));

        machine.create("""
                apiVersion: v1
                kind: Service
                metadata: {name: later}
                spec: {selector: {app: later}, ports: [{port: 80}]}
                """);
        machine.shell("later", "Always", "sleep 1000");

        machine.awaitPhase("early", "Succeeded");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new ServerSocket(0)) {
            machine.create("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: crowded}
                    spec: {containers: [{name: main, image: shell, args: ["sleep 100"], ports: [{containerPort: %d}]}]}
                    """.formatted(taken.getLocalPort()));

            machine.await(() -> assertThat(machine.pod("crowded")
                            .getStatus()
                            .getContainerStatuses()
                            .getFirst()
                            .getState()
                            .getWaiting()
                            .getMessage())
                    .contains("port " + taken.getLocalPort() + " of 127.", "is in use on this machine"));
        }
    }

    @Test
    void aNamespaceGoesWithAllItHolds() {
        machine.create("---\n{apiVersion: v1, kind: Namespace, metadata: {name: passing}}");
        machine.create("---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: held, namespace: passing}}");

        machine.client().namespaces().withName("passing").delete();

        machine.await(() -> assertThat(
                        machine.client().namespaces().withName("passing").get())
                .isNull());
        assertThat(machine.client().configMaps().inNamespace("passing").list().getItems())
                .isEmpty();
    }
}
