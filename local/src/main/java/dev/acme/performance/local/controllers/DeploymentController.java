package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.ResourceId;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Leads a Deployment from its old replica sets to that of its present template, at the pace its strategy allows. */
final class DeploymentController implements Controller {
    private static final ResourceId DEPLOYMENTS = ResourceId.of(Deployment.class);

    private final Cluster cluster;
    private final InstantSource clock;

    DeploymentController(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public Stream<ObjectKey> affectedBy(Change change) {
        return Owners.keys(change, DEPLOYMENTS, "Deployment");
    }

    @Override
    public Stream<ObjectKey> all() {
        return cluster.trees(DEPLOYMENTS, "").stream().map(cluster::keyOf);
    }

    @Override
    public Duration reconcile(ObjectKey key) {
        return cluster.find(Deployment.class, key.namespace(), key.name())
                .map(this::reconcile)
                .orElse(UNTIL_CHANGED);
    }

    private Duration reconcile(Deployment deployment) {
        boolean isGoing = deployment.getMetadata().getDeletionTimestamp() != null;
        boolean isPaused = Boolean.TRUE.equals(deployment.getSpec().getPaused());
        if (!isGoing && !isPaused && sets(deployment).current().isEmpty()) {
            cluster.create(sets(deployment).next());
        }
        var sets = sets(deployment);
        if (!isGoing && sets.current().isPresent()) {
            resize(sets);
            sets.forgettable().forEach(cluster::delete);
        }
        return report(sets(deployment));
    }

    private DeploymentSets sets(Deployment deployment) {
        var owned = cluster.list(ReplicaSet.class, deployment.getMetadata().getNamespace()).stream()
                .filter(set -> Owners.isOwnedBy(set, deployment))
                .toList();
        return new DeploymentSets(deployment, owned);
    }

    private void resize(DeploymentSets sets) {
        var rollout = rollout(sets);
        boolean isRecreating = "Recreate".equals(strategy(sets.deployment()).getType());
        Map<String, Integer> sizes = isRecreating ? rollout.nextSizesRecreating() : rollout.nextSizes();
        for (var set : sets.all()) {
            Integer size = sizes.get(set.getMetadata().getName());
            if (size != null) {
                cluster.edit(
                        set,
                        present -> new ReplicaSetBuilder(present)
                                .editSpec()
                                .withReplicas(size)
                                .endSpec()
                                .build());
            }
        }
    }

    private static Rollout rollout(DeploymentSets sets) {
        int desired = Objects.requireNonNullElse(sets.deployment().getSpec().getReplicas(), 1);
        return new Rollout(
                desired,
                maxSurge(sets.deployment(), desired),
                maxUnavailable(sets.deployment(), desired),
                numbers(sets.current().orElseThrow()),
                sets.old().stream().map(DeploymentController::numbers).toList());
    }

    private static Rollout.Set numbers(ReplicaSet set) {
        return new Rollout.Set(
                set.getMetadata().getName(),
                Objects.requireNonNullElse(set.getSpec().getReplicas(), 0),
                DeploymentSets.number(set, DeploymentSets.Count.PRESENT),
                DeploymentSets.number(set, DeploymentSets.Count.AVAILABLE));
    }

    private static DeploymentStrategy strategy(Deployment deployment) {
        return Objects.requireNonNullElseGet(deployment.getSpec().getStrategy(), DeploymentStrategy::new);
    }

    private static int maxSurge(Deployment deployment, int desired) {
        var rolling = strategy(deployment).getRollingUpdate();
        return rolling == null ? 0 : Rollout.resolve(text(rolling.getMaxSurge()), desired, true);
    }

    /** Where neither surge nor unavailability is allowed, one pod may be missing: else nothing could ever change. */
    private static int maxUnavailable(Deployment deployment, int desired) {
        var rolling = strategy(deployment).getRollingUpdate();
        if (rolling == null) {
            return 0;
        }
        int unavailable = Rollout.resolve(text(rolling.getMaxUnavailable()), desired, false);
        return unavailable == 0 && maxSurge(deployment, desired) == 0 ? 1 : Math.min(unavailable, desired);
    }

    private static String text(IntOrString amount) {
        return amount == null ? "25%" : String.valueOf(amount.getValue());
    }

    private Duration report(DeploymentSets sets) {
        var deployment = sets.deployment();
        int desired = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        var progress = new DeploymentProgress(sets, maxUnavailable(deployment, desired), clock.instant());
        var status = progress.status();
        String revision =
                Long.toString(sets.current().map(DeploymentSets::revision).orElse(0L));
        if (!revision.equals(deployment.getMetadata().getAnnotations().get(DeploymentSets.REVISION))) {
            cluster.edit(
                    deployment,
                    present -> new DeploymentBuilder(present)
                            .editMetadata()
                            .addToAnnotations(DeploymentSets.REVISION, revision)
                            .endMetadata()
                            .build());
        }
        cluster.editStatus(
                deployment,
                present -> new DeploymentBuilder(present).withStatus(status).build());
        var left = progress.untilDeadline();
        return left.isPositive() ? left.plusSeconds(1) : UNTIL_CHANGED;
    }
}
