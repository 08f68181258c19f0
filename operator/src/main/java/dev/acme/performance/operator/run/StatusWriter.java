package dev.acme.performance.operator.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * The only writer of a run's status. A write that would change nothing is left out; a run that changed meanwhile is a
 * conflict, for a stale decision must not be written.
 */
final class StatusWriter {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final KubernetesClient client;

    StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** Makes {@code status} the status of {@code run} as it was read; the run as it stands afterwards. */
    PerformanceRun write(PerformanceRun run, PerformanceRunStatus status) {
        var change = MergePatch.between(tree(Statuses.of(run)), tree(status));
        if (change.isEmpty()) {
            return run;
        }
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("resourceVersion", run.getMetadata().getResourceVersion());
        patch.set("status", change);
        return client.resource(run)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }

    private static ObjectNode tree(PerformanceRunStatus status) {
        return MAPPER.valueToTree(status);
    }
}
