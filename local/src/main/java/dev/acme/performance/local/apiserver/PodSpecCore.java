package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The part of a pod's spec that never changes once the pod exists. */
final class PodSpecCore {
    private static final List<String> MUTABLE =
            List.of("activeDeadlineSeconds", "tolerations", "nodeName", "terminationGracePeriodSeconds");

    private PodSpecCore() {}

    static JsonNode of(JsonNode pod) {
        if (!(pod.path("spec").deepCopy() instanceof ObjectNode spec)) {
            return pod.path("spec");
        }
        spec.remove(MUTABLE);
        for (String list : List.of("containers", "initContainers")) {
            for (var container : spec.path(list)) {
                if (container instanceof ObjectNode open) {
                    open.remove("image");
                }
            }
        }
        return spec;
    }
}
