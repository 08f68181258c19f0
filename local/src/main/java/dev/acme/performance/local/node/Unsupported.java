package dev.acme.performance.local.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.local.apiserver.Json;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which fields of a pod this node cannot honour: such a pod fails at once and names the field, because a field that is
 * silently ignored makes a different system of the one that was asked for.
 *
 * <p>The fields that are left out without harm, and why, are all in {@link #MEANINGLESS}.
 */
final class Unsupported {
    /** Fields without meaning for a process of one machine, by reason. */
    static final Map<String, Set<String>> MEANINGLESS = Map.of(
            "a process runs as the user who started the machine, with that user's rights",
                    Set.of("securityContext", "hostUsers", "hostIPC", "hostPID", "shareProcessNamespace", "os"),
            "nothing is pulled from a registry", Set.of("imagePullPolicy", "imagePullSecrets"),
            "no token is handed out and nobody checks rights",
                    Set.of("serviceAccountName", "serviceAccount", "automountServiceAccountToken"),
            "one node without taints has no other place for a pod",
                    Set.of(
                            "tolerations",
                            "topologySpreadConstraints",
                            "priority",
                            "priorityClassName",
                            "preemptionPolicy",
                            "schedulerName",
                            "setHostnameAsFQDN"),
            "names come from the pod's hosts file", Set.of("dnsPolicy", "dnsConfig"),
            "every Service is headless here, and only others put variables into pods", Set.of("enableServiceLinks"),
            "pods reach the machine's network as it is", Set.of("hostNetwork"),
            "a process has neither terminal nor input", Set.of("stdinOnce"),
            "a folder on disk is in the page cache, which is memory", Set.of("medium"));

    private static final Set<String> OF_POD = Set.of(
            "activeDeadlineSeconds",
            "containers",
            "hostAliases",
            "hostname",
            "initContainers",
            "nodeName",
            "nodeSelector",
            "restartPolicy",
            "subdomain",
            "terminationGracePeriodSeconds",
            "volumes",
            "affinity");
    private static final Set<String> OF_CONTAINER = Set.of(
            "args",
            "command",
            "env",
            "envFrom",
            "image",
            "livenessProbe",
            "name",
            "ports",
            "readinessProbe",
            "resources",
            "startupProbe",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "volumeMounts",
            "workingDir");
    private static final Set<String> OF_VOLUME =
            Set.of("name", "emptyDir", "configMap", "secret", "downwardAPI", "projected");
    private static final Set<String> OF_EMPTY_DIR = Set.of("sizeLimit");
    private static final Set<String> OF_RESOURCES = Set.of("cpu", "memory");
    private static final Set<String> OF_VALUE =
            Set.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef");
    private static final Set<String> OF_PROJECTION = Set.of("configMap", "secret", "downwardAPI");
    private static final Set<String> OF_MOUNT = Set.of("name", "mountPath", "subPath", "readOnly");
    private static final Set<String> OF_PROBE = Set.of(
            "httpGet",
            "tcpSocket",
            "exec",
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold");
    private static final Set<String> OF_AFFINITY = Set.of("preferredDuringSchedulingIgnoredDuringExecution");

    private final Set<String> meaningless = new HashSet<>();
    private final List<String> fields = new ArrayList<>();

    private Unsupported() {
        MEANINGLESS.values().forEach(meaningless::addAll);
    }

    /** Their paths, such as {@code spec.volumes[0].hostPath}. */
    static List<String> fields(Pod pod) {
        var unsupported = new Unsupported();
        unsupported.pod(Json.tree(pod).path("spec"));
        return unsupported.fields;
    }

    private void pod(JsonNode spec) {
        check(spec, "spec", OF_POD);
        for (String kind : List.of("nodeAffinity", "podAffinity", "podAntiAffinity")) {
            check(spec.path("affinity").path(kind), "spec.affinity." + kind, OF_AFFINITY);
        }
        each(spec, "spec", "containers").forEach(this::container);
        each(spec, "spec", "initContainers").forEach(this::container);
        each(spec, "spec", "volumes").forEach((path, volume) -> {
            check(volume, path, OF_VOLUME);
            check(volume.path("emptyDir"), path + ".emptyDir", OF_EMPTY_DIR);
            each(volume.path("projected"), path + ".projected", "sources")
                    .forEach((source, value) -> check(value, source, OF_PROJECTION));
        });
    }

    private void container(String path, JsonNode container) {
        check(container, path, OF_CONTAINER);
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            check(container.path(probe), path + "." + probe, OF_PROBE);
        }
        for (String amounts : List.of("limits", "requests")) {
            check(container.path("resources").path(amounts), path + ".resources." + amounts, OF_RESOURCES);
        }
        each(container, path, "env")
                .forEach((variable, value) -> check(value.path("valueFrom"), variable + ".valueFrom", OF_VALUE));
        each(container, path, "volumeMounts").forEach((mount, value) -> check(value, mount, OF_MOUNT));
        MountedPaths.unseen(container).forEach(mount -> fields.add(path + "." + mount));
    }

    private void check(JsonNode object, String path, Set<String> supported) {
        object.properties().forEach(field -> {
            boolean isNothing = field.getValue().isNull()
                    || (field.getValue().isContainerNode() && field.getValue().isEmpty())
                    || (field.getValue().isBoolean() && !field.getValue().asBoolean());
            boolean isEmptyVolume = field.getKey().equals("emptyDir");
            boolean isKnown = supported.contains(field.getKey()) || meaningless.contains(field.getKey());
            if (!isKnown && !isNothing && !isEmptyVolume) {
                fields.add(path + "." + field.getKey());
            }
        });
    }

    private static Map<String, JsonNode> each(JsonNode object, String path, String list) {
        var items = new TreeMap<String, JsonNode>();
        for (int i = 0; i < object.path(list).size(); i++) {
            items.put(path + "." + list + "[" + i + "]", object.path(list).path(i));
        }
        return items;
    }
}
