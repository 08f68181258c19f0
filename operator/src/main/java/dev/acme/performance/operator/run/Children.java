package dev.acme.performance.operator.run;

import dev.acme.performance.operator.run.World.Workload;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes and deletes a run's children; done already is an answer, not an error. */
final class Children {
    private static final int UNPROCESSABLE = 422;

    /** Answers that the same request would meet again: bad, forbidden (quota, policy, rights), absent, invalid. */
    private static final Set<Integer> REFUSALS = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_FORBIDDEN,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_BAD_METHOD,
            HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
            UNPROCESSABLE);

    private final KubernetesClient client;

    Children(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Creates a child. One that exists is taken over only where it is this run's own; else, and where the API server
     * will not have it, {@link NotCreated}.
     */
    void create(Attempt attempt, HasMetadata child) {
        try {
            client.resource(child).create();
        } catch (KubernetesClientException e) {
            if (REFUSALS.contains(e.getCode())) {
                throw NotCreated.refused(child, e);
            }
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            var present = client.resource(child).get();
            if (present == null) {
                throw e;
            }
            if (!attempt.owns(present)) {
                throw NotCreated.nameConflict(child);
            }
        }
    }

    /**
     * Deletes workloads with their pods, and the Services and autoscalers of their attempts: before them, for workloads
     * are what tells that there may be some left.
     */
    void delete(Attempt attempt, List<Workload> workloads) {
        workloads.stream()
                .map(Workload::attempt)
                .distinct()
                .map(attempt::withNumber)
                .forEach(this::deleteCompanions);
        workloads.forEach(workload -> {
            switch (workload.kind()) {
                case JOB ->
                    client.batch()
                            .v1()
                            .jobs()
                            .inNamespace(attempt.namespace())
                            .withName(workload.name())
                            .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                            .delete();
                case DEPLOYMENT ->
                    client.apps()
                            .deployments()
                            .inNamespace(attempt.namespace())
                            .withName(workload.name())
                            .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                            .delete();
            }
        });
    }

    /** Deletes the full result of an attempt that is not remembered any more. */
    void forget(Attempt attempt) {
        deleteOwned(
                attempt, client.configMaps().inNamespace(attempt.namespace()).withName(attempt.name(Component.RESULT)));
    }

    private void deleteCompanions(Attempt attempt) {
        String name = attempt.name(Component.REGISTRY);
        Stream.of(name, attempt.name(Component.LOAD))
                .forEach(service -> deleteOwned(
                        attempt,
                        client.services().inNamespace(attempt.namespace()).withName(service)));
        deleteOwned(
                attempt,
                client.autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace(attempt.namespace())
                        .withName(name));
    }

    /** Deletes what is this run's, as it was read; something else of that name stays. */
    private static <T extends HasMetadata> void deleteOwned(Attempt attempt, Resource<T> resource) {
        var present = resource.get();
        if (present != null && attempt.owns(present)) {
            resource.lockResourceVersion(present.getMetadata().getResourceVersion())
                    .delete();
        }
    }

    /** Ends a pod's containers at once and keeps the pod, its log and its termination message: deleting would lose them. */
    void stop(Attempt attempt, String pod) {
        client.pods()
                .inNamespace(attempt.namespace())
                .withName(pod)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"activeDeadlineSeconds\":1}}");
    }
}
