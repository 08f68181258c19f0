package dev.acme.performance.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits on a node of 2 processors and 1 GiB that already runs 500m and 256Mi. */
class PlacementTest {
    private static final Placement.Room ROOM =
            new Placement.Room(new Limits(2000, 1L << 30), 2, Map.of("kubernetes.io/hostname", "here"));
    private static final Pod PLACED = pod("requests: {cpu: 500m, memory: 256Mi}", "");

    private static Pod pod(String resources, String spec) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec: {%s containers: [{name: a, image: i, resources: {%s}}]}
                """.formatted(spec, resources), Pod.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                           | ''                                              | ''",
                "requests: {cpu: 1500m}                       | ''                                              | ''",
                "requests: {cpu: 1501m}                       | ''                                              | 1 Insufficient cpu",
                "limits: {cpu: 3}                             | ''                                              | 1 Insufficient cpu",
                "'limits: {cpu: 3}, requests: {cpu: 1}'       | ''                                              | ''",
                "'requests: {cpu: 9, memory: 9Gi}'            | ''                                              | 1 Insufficient cpu, 1 Insufficient memory",
                "''                                           | 'nodeSelector: {kubernetes.io/hostname: here},' | ''",
                "''                                           | 'nodeSelector: {disk: fast},'                   | 1 node(s) didn't match Pod's node affinity/selector",
                "''                                           | 'initContainers: [{name: i, image: i, resources: {requests: {cpu: 9}}}],' | 1 Insufficient cpu"
            })
    void aPodIsPlacedWhereThereIsRoom(String resources, String spec, String reason) {
        var expected = reason.isEmpty()
                ? new Placement.Fits()
                : new Placement.Unschedulable("0/1 nodes are available: " + reason + ".");

        assertThat(Placement.of(pod(resources, spec), ROOM, List.of(PLACED))).isEqualTo(expected);
    }
}
