package dev.acme.performance.operator;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Asks, before anything is watched, whether it may be: the framework's own answer is a stack trace after a while. */
final class Access {
    private static final List<Class<? extends HasMetadata>> WATCHED =
            List.of(PerformanceRun.class, PerformanceExperiment.class, Job.class, Deployment.class, Pod.class);

    private final KubernetesClient client;

    Access(KubernetesClient client) {
        this.client = client;
    }

    /** What cannot be read, one sentence for each namespace; no namespace means all of them at once. */
    List<String> problems(Set<String> namespaces) {
        return namespaces.isEmpty()
                ? problem("").stream().toList()
                : namespaces.stream()
                        .sorted()
                        .flatMap(namespace -> problem(namespace).stream())
                        .toList();
    }

    private Optional<String> problem(String namespace) {
        return WATCHED.stream()
                .flatMap(type -> problem(type, namespace).stream())
                .findFirst();
    }

    private Optional<String> problem(Class<? extends HasMetadata> type, String namespace) {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        String what = HasMetadata.getPlural(type)
                + (namespace.isEmpty() ? " of all namespaces" : " of namespace " + namespace);
        try {
            var objects = client.resources(type);
            if (namespace.isEmpty()) {
                objects.inAnyNamespace().list(one);
            } else {
                objects.inNamespace(namespace).list(one);
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(what + " cannot be listed: " + why(type, e));
        }
    }

    private static String why(Class<? extends HasMetadata> type, KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "the CustomResourceDefinition " + HasMetadata.getFullResourceName(type) + " is not installed";
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "the API server does not know this operator's token";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "forbidden (a Role and a RoleBinding of the operator are missing there, or the namespace is)";
            case 0 ->
                "the API server does not answer: "
                        + Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                                .reduce((outer, inner) -> inner)
                                .map(Throwable::toString)
                                .orElse("");
            default -> "the API server answered " + e.getCode();
        };
    }
}
