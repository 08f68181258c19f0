package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Defaults of built-in kinds that depend on other fields, and what the server sets on a new object. */
final class BuiltinDefaults {
    private BuiltinDefaults() {}

    static void fill(String kind, ObjectNode object) {
        var spec = object.path("spec") instanceof ObjectNode present ? present : Json.object();
        switch (kind) {
            case "Deployment" -> strategy(spec);
            case "Job" -> job(spec);
            case "Service" -> service(spec);
            case "Secret" -> secret(object);
            case "CustomResourceDefinition" -> names(spec);
            default -> {}
        }
    }

    private static void strategy(ObjectNode spec) {
        var strategy = spec.withObject("/strategy");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            var rolling = strategy.withObject("/rollingUpdate");
            putIfAbsent(rolling, "maxUnavailable", "25%");
            putIfAbsent(rolling, "maxSurge", "25%");
        }
    }

    private static void job(ObjectNode spec) {
        boolean hasPolicy = spec.has("podFailurePolicy");
        putIfAbsent(spec, "podReplacementPolicy", hasPolicy ? "Failed" : "TerminatingOrFailed");
        boolean isQueue = spec.path("parallelism").asInt() != 1;
        if (!spec.has("completions") && !isQueue) {
            spec.put("completions", 1);
        }
    }

    /** No proxy stands before the pods of this machine: every Service is headless, and says so. */
    private static void service(ObjectNode spec) {
        putIfAbsent(spec, "clusterIP", "None");
        if (!spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
        }
        for (var port : spec.path("ports")) {
            if (port instanceof ObjectNode open && !open.has("targetPort")) {
                open.set("targetPort", open.path("port"));
            }
        }
    }

    private static void secret(ObjectNode secret) {
        putIfAbsent(secret, "type", "Opaque");
        if (secret.remove("stringData") instanceof ObjectNode plain) {
            var data = secret.withObject("/data");
            plain.properties()
                    .forEach(entry ->
                            data.put(entry.getKey(), base64(entry.getValue().asText())));
        }
    }

    private static void names(ObjectNode spec) {
        var names = spec.withObject("/names");
        putIfAbsent(names, "listKind", names.path("kind").asText() + "List");
        putIfAbsent(names, "singular", names.path("kind").asText().toLowerCase(Locale.ROOT));
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
    }

    /** Called once, with the new object's UID in place. */
    static void initialize(String kind, ObjectNode object) {
        switch (kind) {
            case "Pod" -> object.putObject("status").put("phase", "Pending").put("qosClass", qualityOfService(object));
            case "Deployment", "ReplicaSet" -> object.putObject("status");
            case "Service" -> object.putObject("status").putObject("loadBalancer");
            case "Job" -> jobIdentity(object);
            case "Namespace" -> namespace(object);
            default -> {}
        }
    }

    private static void namespace(ObjectNode namespace) {
        namespace
                .withObject("/metadata/labels")
                .put(
                        "kubernetes.io/metadata.name",
                        namespace.at("/metadata/name").asText());
        namespace.withObject("/spec").putArray("finalizers").add("kubernetes");
        namespace.putObject("status").put("phase", "Active");
    }

    private static void jobIdentity(ObjectNode job) {
        String uid = job.at("/metadata/uid").asText();
        String name = job.at("/metadata/name").asText();
        for (String path : new String[] {"/metadata/labels", "/spec/template/metadata/labels"}) {
            var labels = job.withObject(path);
            for (String prefix : new String[] {"", "batch.kubernetes.io/"}) {
                labels.put(prefix + "controller-uid", uid);
                labels.put(prefix + "job-name", name);
            }
        }
        job.withObject("/spec/selector/matchLabels").put("batch.kubernetes.io/controller-uid", uid);
        job.putObject("status");
    }

    private static String qualityOfService(JsonNode pod) {
        boolean hasAny = false;
        boolean isGuaranteed = true;
        for (var container : pod.at("/spec/containers")) {
            var resources = container.path("resources");
            hasAny |= !resources.path("requests").isEmpty()
                    || !resources.path("limits").isEmpty();
            var limits = resources.path("limits");
            var requests = resources.has("requests") ? resources.path("requests") : limits;
            isGuaranteed &= limits.has("cpu") && limits.has("memory") && limits.equals(requests);
        }
        if (!hasAny) {
            return "BestEffort";
        }
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }

    private static void putIfAbsent(ObjectNode object, String name, String value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
