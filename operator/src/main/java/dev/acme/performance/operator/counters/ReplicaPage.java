package dev.acme.performance.operator.counters;

import dev.acme.performance.operator.diagnosis.Sample;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where one replica of the target tells its counters, only those that are wanted; by its pod's UID. */
public record ReplicaPage(String replica, URI url) {
    private static final String QUERY =
            Sample.names().stream().sorted().map(name -> "name%5B%5D=" + name).collect(Collectors.joining("&"));
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    /** Of those pods that have an address. */
    public static List<ReplicaPage> of(List<Pod> pods, int port) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null && !pod.isMarkedForDeletion())
                .filter(pod -> ADDRESS.matcher(
                                Objects.requireNonNullElse(pod.getStatus().getPodIP(), ""))
                        .matches())
                .map(pod -> new ReplicaPage(
                        pod.getMetadata().getUid(), url(pod.getStatus().getPodIP(), port)))
                .toList();
    }

    private static URI url(String address, int port) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("http://" + host + ":" + port + "/metrics?" + QUERY);
    }
}
