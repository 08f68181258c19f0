package dev.acme.performance.operator.run;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pods of some nodes, as far as the operator may see them: all, or those of the run's namespace, or none. */
final class NodePods {
    private static final Logger LOG = LoggerFactory.getLogger(NodePods.class);
    private static final String NODE = "spec.nodeName";

    private final KubernetesClient client;

    NodePods(KubernetesClient client) {
        this.client = client;
    }

    List<Pod> on(List<String> nodes, String namespace) {
        try {
            return nodes.stream().flatMap(node -> everywhere(node).stream()).toList();
        } catch (KubernetesClientException e) {
            LOG.debug("pods of all namespaces unreadable code={}", e.getCode());
            return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? in(namespace, nodes) : List.of();
        }
    }

    private List<Pod> in(String namespace, List<String> nodes) {
        try {
            return nodes.stream().flatMap(node -> in(namespace, node).stream()).toList();
        } catch (KubernetesClientException e) {
            LOG.debug("pods unreadable namespace={} code={}", namespace, e.getCode());
            return List.of();
        }
    }

    private List<Pod> everywhere(String node) {
        return client.pods().inAnyNamespace().withField(NODE, node).list().getItems();
    }

    private List<Pod> in(String namespace, String node) {
        return client.pods().inNamespace(namespace).withField(NODE, node).list().getItems();
    }
}
