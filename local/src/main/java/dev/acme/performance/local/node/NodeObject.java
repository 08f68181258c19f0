package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The node as the API shows it. */
record NodeObject(String name, String address, Placement.Room room) {
    static Map<String, String> labels(String name) {
        return Map.of(
                "kubernetes.io/hostname",
                name,
                "kubernetes.io/os",
                "linux",
                "kubernetes.io/arch",
                System.getProperty("os.arch"));
    }

    Node at(Instant now) {
        var amounts = Map.of(
                "cpu", new Quantity(room.size().cpuMillis() + "m"),
                "memory", new Quantity(Long.toString(room.size().memoryBytes())),
                "pods", new Quantity(Integer.toString(room.pods())));
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(room.labels())
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withCapacity(amounts)
                .withAllocatable(amounts)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("pods run as processes of this machine")
                .withLastHeartbeatTime(time)
                .withLastTransitionTime(time)
                .endCondition()
                .addNewAddress()
                .withType("InternalIP")
                .withAddress(address)
                .endAddress()
                .addNewAddress()
                .withType("Hostname")
                .withAddress(name)
                .endAddress()
                .endStatus()
                .build();
    }
}
