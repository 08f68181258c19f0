package dev.acme.performance.operator.web.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.run.LenientRuns;
import dev.acme.performance.operator.web.access.Right.Objects;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes single objects, live, with the operator's own rights: the caller's were asked before. Objects go as they
 * are, so that what a newer schema knows is neither lost nor filled in here. Refuses what the API server refuses.
 */
public final class ClusterObjects {
    private final KubernetesClient client;
    private final KubernetesSerialization serialization = LenientRuns.serialization();

    public ClusterObjects(KubernetesClient client) {
        this.client = client;
    }

    /** The whole object but its managed fields. */
    public Optional<ObjectNode> find(Objects kind, String namespace, String name) {
        try {
            return Optional.ofNullable(client.genericKubernetesResources(context(kind))
                            .inNamespace(namespace)
                            .withName(name)
                            .get())
                    .map(ClusterObjects::tree);
        } catch (KubernetesClientException e) {
            throw ClusterProblems.ofRead(e);
        }
    }

    /** A run that is to be read. */
    public Optional<PerformanceRun> run(String namespace, String name) {
        return find(Objects.RUNS, namespace, name).map(it -> serialization.convertValue(it, PerformanceRun.class));
    }

    /** The run as it was made, with the defaults of the schema; refused with 409 where the name is taken. */
    public PerformanceRun create(String namespace, ObjectNode manifest) {
        var wanted = serialization.convertValue(manifest, GenericKubernetesResource.class);
        try {
            var made = client.genericKubernetesResources(context(Objects.RUNS))
                    .inNamespace(namespace)
                    .resource(wanted)
                    .create();
            return serialization.convertValue(made, PerformanceRun.class);
        } catch (KubernetesClientException e) {
            throw ClusterProblems.of(e);
        }
    }

    /** A merge patch. */
    public PerformanceRun patchRun(String namespace, String name, ObjectNode patch) {
        try {
            return client.resources(PerformanceRun.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
        } catch (KubernetesClientException e) {
            throw ClusterProblems.of(e);
        }
    }

    public List<PerformanceRun> runsLabelled(String namespace, Map<String, String> labels) {
        try {
            return client.resources(PerformanceRun.class)
                    .inNamespace(namespace)
                    .withLabels(labels)
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            throw ClusterProblems.ofRead(e);
        }
    }

    public Optional<ConfigMap> configMap(String namespace, String name) {
        try {
            return Optional.ofNullable(
                    client.configMaps().inNamespace(namespace).withName(name).get());
        } catch (KubernetesClientException e) {
            throw ClusterProblems.ofRead(e);
        }
    }

    private static ObjectNode tree(GenericKubernetesResource found) {
        found.getMetadata().setManagedFields(List.of());
        var tree = Json.tree(found);
        tree.withObject("/metadata").remove("managedFields");
        return tree;
    }

    private static ResourceDefinitionContext context(Objects kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(PerformanceRun.GROUP)
                .withVersion(PerformanceRun.VERSION)
                .withKind(
                        switch (kind) {
                            case RUNS -> "PerformanceRun";
                            case EXPERIMENTS -> "PerformanceExperiment";
                        })
                .withPlural(kind.toString())
                .withNamespaced(true)
                .build();
    }
}
