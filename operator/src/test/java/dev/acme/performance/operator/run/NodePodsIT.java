package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator may see of the nodes of a run is what its API server lets it list. */
class NodePodsIT {
    private static final String EVERYWHERE = "/api/v1/pods";
    private static final String BENCH = "/api/v1/namespaces/bench/pods";

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
    void allPodsOfTheNodesAreSeenWhereAllMayBeListed() {
        has(EVERYWHERE, "a", pod("bench", "load"), pod("other", "hog"));
        has(EVERYWHERE, "b", pod("bench", "registry"));

        assertThat(seen("a", "b")).containsExactly("bench/load", "other/hog", "bench/registry");
    }

    @Test
    void thoseOfTheNamespaceAreSeenWhereOnlyTheyMayBeListed() {
        refuses(EVERYWHERE, "a", 403);
        has(BENCH, "a", pod("bench", "load"));
        has(BENCH, "b", pod("bench", "registry"));

        assertThat(seen("a", "b")).containsExactly("bench/load", "bench/registry");
    }

    @Test
    void noneAreSeenWhereNoneMayBeListed() {
        refuses(EVERYWHERE, "a", 403);
        refuses(BENCH, "a", 403);

        assertThat(seen("a")).isEmpty();
    }

    /** An API server in trouble costs what it was asked for, and no result. */
    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500, 503})
    void anApiServerInTroubleShowsNone(int code) {
        refuses(EVERYWHERE, "a", code);
        has(BENCH, "a", pod("bench", "load"));

        assertThat(seen("a")).isEmpty();
    }

    @Test
    void nobodyIsAskedForTheNodesOfPodsThatAreOnNone() {
        int before = api.server().getRequestCount();

        assertThat(seen()).isEmpty();
        assertThat(api.server().getRequestCount()).isEqualTo(before);
    }

    private List<String> seen(String... nodes) {
        return new NodePods(api.client())
                .on(List.of(nodes), "bench").stream()
                        .map(pod -> pod.getMetadata().getNamespace() + "/"
                                + pod.getMetadata().getName())
                        .toList();
    }

    private void has(String path, String node, Pod... pods) {
        api.server()
                .expect()
                .get()
                .withPath(ofNode(path, node))
                .andReturn(
                        200,
                        new PodListBuilder().withItems(Stream.of(pods).toList()).build())
                .always();
    }

    private void refuses(String path, String node, int code) {
        api.server()
                .expect()
                .get()
                .withPath(ofNode(path, node))
                .andReturn(code, "")
                .always();
    }

    private static String ofNode(String path, String node) {
        return path + "?fieldSelector=spec.nodeName%3D" + node;
    }

    private static Pod pod(String namespace, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build();
    }
}
