package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.exchange.MachineFacts;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule H-10: everything that an environment can tell is found where it is told. */
class SurroundingsIT {
    private static final MachineFacts MACHINE =
            new MachineFacts("6.18.0", "EPYC", 2, null, "performance", "v2, 2.0 processors", "Temurin 25", "-Xmx128m");
    private final Attempt attempt = Attempt.of(Runs.run(""), 1);
    private MockApi api;

    @BeforeEach
    void start() {
        api = MockApi.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void everyFieldIsFilledWhereEverythingIsTold() {
        api.server().clearExpectations(); // the mock's own word of its version
        api.server()
                .expect()
                .get()
                .withPath("/version")
                .andReturn(200, Map.of("major", "1", "minor", "34", "gitVersion", "v1.34.4"))
                .always();
        node("n1");
        var deployment = has(new DeploymentBuilder()
                .withMetadata(attempt.metadata(Component.REGISTRY))
                .build());
        var set = has(new ReplicaSetBuilder()
                .withMetadata(childOf(deployment, Component.REGISTRY, "set"))
                .build());
        var job = has(
                new JobBuilder().withMetadata(attempt.metadata(Component.LOAD)).build());
        has(pod(childOf(set, Component.REGISTRY, "registry"), "registry@sha256:1", "1"));
        has(pod(childOf(job, Component.LOAD, "load"), "load@sha256:2", "2"));
        onNode(pod(
                new ObjectMetaBuilder()
                        .withNamespace("other")
                        .withName("stranger")
                        .build(),
                "other@sha256:3",
                "1"));

        var told = told(Optional.of(result()));

        assertThat(told)
                .usingRecursiveComparison()
                .ignoringFields("fingerprint", "operatorVersion", "notes", "cache")
                .isEqualTo(RunEnvironmentBuilder.builder()
                        .fidelity("real")
                        .kubernetesVersion("v1.34.4")
                        .node("n1")
                        .placement(
                                "load on arm64 6.17 4 cpus 8 GiB; service on arm64 6.17 4 cpus 8 GiB; on the same node")
                        .kernel("6.17")
                        .architecture("arm64")
                        .cpus("4")
                        .memory("8Gi")
                        .registryImage("registry@sha256:1")
                        .loadImage("load@sha256:2")
                        .cpuModel("EPYC")
                        .governor("performance")
                        .cgroup("v2, 2.0 processors")
                        .loadJava("Temurin 25")
                        .loadJavaOptions("-Xmx128m")
                        .loadLimits("cpu 2")
                        .registryLimits("cpu 1")
                        .neighbours(1)
                        .fingerprint("")
                        .build());
        assertThat(unfilled(told)).isEmpty();
    }

    @Test
    void whatNobodyTellsIsLeftOut() {
        assertThat(unfilled(told(Optional.empty())))
                .containsExactlyInAnyOrder(
                        "kubernetesVersion",
                        "node",
                        "placement",
                        "kernel",
                        "architecture",
                        "cpus",
                        "memory",
                        "cpuModel",
                        "governor",
                        "cgroup",
                        "loadJava",
                        "loadJavaOptions",
                        "loadLimits",
                        "registryLimits");
    }

    /** Without a node that may be read the load generator's own kernel is the only word of one. */
    @Test
    void theLoadGeneratorTellsTheKernelThatNoNodeTells() {
        assertThat(told(Optional.of(result())).kernel()).isEqualTo("6.18.0");
    }

    @Test
    void theImagesAreThoseDeclaredUntilTheNodeTellsMore() {
        assertThat(told(Optional.empty()).registryImage()).isEqualTo(Runs.IMAGES.registry());
        assertThat(told(Optional.empty()).loadImage()).isEqualTo(Runs.IMAGES.loadgen());
    }

    private RunEnvironment told(Optional<RunResult> result) {
        return new Surroundings(api.client(), Runs.IMAGES, new Fidelity("real", List.of("a note")))
                .of(attempt, Runs.run("").getSpec(), result)
                .environment();
    }

    private static List<String> unfilled(RunEnvironment told) {
        return Stream.of(RunEnvironment.class.getRecordComponents())
                .filter(component -> isEmpty(value(told, component)))
                .map(RecordComponent::getName)
                .toList();
    }

    private static boolean isEmpty(Optional<Object> value) {
        return value.map(Object::toString)
                .filter(text -> !text.isBlank() && !text.equals("[]"))
                .isEmpty();
    }

    private static Optional<Object> value(RunEnvironment told, RecordComponent component) {
        try {
            return Optional.ofNullable(component.getAccessor().invoke(told));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private void node(String name) {
        api.client()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewStatus()
                        .withCapacity(Map.of("cpu", new Quantity("4"), "memory", new Quantity("8Gi")))
                        .withNewNodeInfo()
                        .withKernelVersion("6.17")
                        .withArchitecture("arm64")
                        .endNodeInfo()
                        .endStatus()
                        .build())
                .create();
    }

    /** The mock knows no field selectors. */
    private void onNode(Pod... pods) {
        api.server()
                .expect()
                .get()
                .withPath("/api/v1/pods?fieldSelector=spec.nodeName%3Dn1")
                .andReturn(200, new PodListBuilder().withItems(pods).build())
                .always();
    }

    private <T extends HasMetadata> T has(T object) {
        return api.client().resource(object).create();
    }

    private ObjectMeta childOf(HasMetadata controller, Component component, String name) {
        return new ObjectMetaBuilder()
                .withNamespace("bench")
                .withName(name)
                .withLabels(attempt.labels(component))
                .addNewOwnerReference()
                .withUid(controller.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .build();
    }

    private static Pod pod(ObjectMeta metadata, String imageId, String cpu) {
        return new PodBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withNodeName("n1")
                .addNewContainer()
                .withName("main")
                .withNewResources()
                .withLimits(Map.of("cpu", new Quantity(cpu)))
                .endResources()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("main")
                .withImageID(imageId)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static RunResult result() {
        return Runs.result(100).withMachine(MACHINE);
    }
}
