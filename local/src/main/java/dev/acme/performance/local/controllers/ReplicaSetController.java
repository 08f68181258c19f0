package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.ResourceId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;

/** Keeps as many pods of a template as are wanted. */
final class ReplicaSetController implements Controller {
    private static final ResourceId REPLICA_SETS = ResourceId.of(ReplicaSet.class);

    private final Cluster cluster;
    private final InstantSource clock;

    ReplicaSetController(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public Stream<ObjectKey> affectedBy(Change change) {
        return Owners.keys(change, REPLICA_SETS, "ReplicaSet");
    }

    @Override
    public Stream<ObjectKey> all() {
        return cluster.trees(REPLICA_SETS, "").stream().map(cluster::keyOf);
    }

    @Override
    public Duration reconcile(ObjectKey key) {
        return cluster.find(ReplicaSet.class, key.namespace(), key.name())
                .map(this::reconcile)
                .orElse(UNTIL_CHANGED);
    }

    private Duration reconcile(ReplicaSet set) {
        var pods = cluster.list(Pod.class, set.getMetadata().getNamespace()).stream()
                .filter(pod -> Owners.isOwnedBy(pod, set))
                .toList();
        var plan = ReplicaSetPlan.of(set, pods, clock.instant());
        plan.surplus().forEach(cluster::delete);
        for (int i = 0; i < plan.missing(); i++) {
            cluster.create(PodsOfTemplate.of(set, set.getSpec().getTemplate()));
        }
        cluster.editStatus(
                set,
                present ->
                        new ReplicaSetBuilder(present).withStatus(plan.status()).build());
        return plan.again();
    }
}
