package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeFactsTest {
    private static final Node BARE = new NodeBuilder()
            .withNewMetadata()
            .addToLabels("kubernetes.io/arch", "amd64")
            .endMetadata()
            .build();

    @Test
    void aNodeTellsWhatItIs() {
        assertThat(NodeFacts.of(List.of(node("6.1", "2"))))
                .isEqualTo(
                        new NodeFacts(Optional.of("6.1"), Optional.of("amd64"), Optional.of("2"), Optional.of("8Gi")));
    }

    @Test
    void nodesThatAgreeAreToldOnce() {
        var facts = NodeFacts.of(List.of(node("6.1", "2"), node("6.1", "16")));

        assertThat(facts.kernel()).contains("6.1");
        assertThat(facts.cpus()).contains("16,2");
    }

    @Test
    void whatIsNotToldIsNotSaid() {
        assertThat(NodeFacts.of(List.of(BARE)))
                .isEqualTo(new NodeFacts(Optional.empty(), Optional.of("amd64"), Optional.empty(), Optional.empty()));
        assertThat(NodeFacts.of(List.of()).architecture()).isEmpty();
    }

    private static Node node(String kernel, String cpus) {
        return new NodeBuilder(BARE)
                .withNewStatus()
                .withCapacity(Map.of("cpu", new Quantity(cpus), "memory", new Quantity("8Gi")))
                .withNewNodeInfo()
                .withKernelVersion(kernel)
                .withArchitecture("amd64")
                .endNodeInfo()
                .endStatus()
                .build();
    }
}
