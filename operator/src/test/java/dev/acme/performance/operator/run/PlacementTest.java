package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes a, b and c are of one kind, d is larger, and of e nothing can be read. */
class PlacementTest {
    private static final List<Node> NODES = List.of(
            node("a", "m5.large", "8145908Ki"),
            node("b", "m5.large", "8145912Ki"),
            node("c", "m5.large", "8145100Ki"),
            node("d", "m5.xlarge", "16290000Ki"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a | b   | b | a   | true
            a | b   | c | b   | true
            a | a   | c | c   | true
            a | b c | c | a b | true
            a | ''  | b | ''  | true
            a | a   | a | b   | false
            a | d   | a | b   | false
            a | d   | d | a   | false
            e | e   | a | a   | false
            a | e   | a | f   | false
            a | e   | b | e   | true
            """)
    void placesAreEqualWhereTheKindsAre(String load, String service, String otherLoad, String other, boolean isEqual) {
        assertThat(of(load, service).equals(of(otherLoad, other))).isEqualTo(isEqual);
    }

    @Test
    void itIsSaidInWords() {
        assertThat(of("a", "b"))
                .isEqualTo(
                        "load on m5.large amd64 6.18 2 cpus 8 GiB; service on m5.large amd64 6.18 2 cpus 8 GiB; apart");
        assertThat(of("e", "e")).isEqualTo("load on node e; service on node e; on the same node");
        assertThat(Placement.of(List.of(), List.of(), NODES)).isEmpty();
    }

    private static String of(String load, String service) {
        return Placement.of(pods(load), pods(service), NODES).orElseThrow();
    }

    private static List<Pod> pods(String nodes) {
        return Stream.of(nodes.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> new PodBuilder()
                        .withNewSpec()
                        .withNodeName(name)
                        .endSpec()
                        .build())
                .toList();
    }

    private static Node node(String name, String type, String memory) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("node.kubernetes.io/instance-type", type)
                .endMetadata()
                .withNewStatus()
                .withCapacity(Map.of("cpu", new Quantity("2"), "memory", new Quantity(memory)))
                .withNewNodeInfo()
                .withKernelVersion("6.18")
                .withArchitecture("amd64")
                .endNodeInfo()
                .endStatus()
                .build();
    }
}
