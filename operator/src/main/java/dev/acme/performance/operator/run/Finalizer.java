package dev.acme.performance.operator.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a run from vanishing before its pods. Only a run that may have pods carries it: an operator that is uninstalled
 * leaves no run behind that cannot be deleted, save those that it did not get to end.
 */
final class Finalizer {
    static final String NAME = "performance.acme.dev/cleanup";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final KubernetesClient client;

    Finalizer(KubernetesClient client) {
        this.client = client;
    }

    static boolean isOn(PerformanceRun run) {
        return run.hasFinalizer(NAME);
    }

    /** Puts it on, unless it is there; {@code run} is then as it was written. */
    void putOn(PerformanceRun run) {
        if (!isOn(run)) {
            var others = run.getMetadata().getFinalizers();
            write(run, Stream.concat(others.stream(), Stream.of(NAME)).toList());
        }
    }

    /** Takes it off; {@code run} is then as it was written, or gone. */
    void takeOff(PerformanceRun run) {
        var others = run.getMetadata().getFinalizers().stream()
                .filter(name -> !name.equals(NAME))
                .toList();
        try {
            write(run, others);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** A whole list for a whole list: the version that was read keeps changes of others from being lost. */
    private void write(PerformanceRun run, List<String> finalizers) {
        var metadata = run.getMetadata();
        var patch = JsonNodeFactory.instance.arrayNode();
        patch.addObject()
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .put("value", metadata.getResourceVersion());
        patch.addObject()
                .put("op", "add")
                .put("path", "/metadata/finalizers")
                .set("value", MAPPER.valueToTree(finalizers));
        var written = client.resources(PerformanceRun.class)
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .patch(PatchContext.of(PatchType.JSON), patch.toString());
        if (written != null) {
            metadata.setResourceVersion(written.getMetadata().getResourceVersion());
        }
        metadata.setFinalizers(finalizers);
    }
}
