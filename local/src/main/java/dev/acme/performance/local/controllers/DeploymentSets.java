package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The replica sets of a Deployment.
 *
 * @param all the oldest first
 */
record DeploymentSets(Deployment deployment, List<ReplicaSet> all) {
    static final String REVISION = "deployment.kubernetes.io/revision";

    DeploymentSets {
        all = all.stream()
                .sorted(Comparator.comparing((ReplicaSet set) ->
                                Instant.parse(set.getMetadata().getCreationTimestamp()))
                        .thenComparing(DeploymentSets::revision))
                .toList();
    }

    /** The set of the template as it is now; empty before it is made. */
    Optional<ReplicaSet> current() {
        return all.stream()
                .filter(set -> TemplateHash.areSame(
                        set.getSpec().getTemplate(), deployment.getSpec().getTemplate()))
                .findFirst();
    }

    List<ReplicaSet> old() {
        var current = current();
        return all.stream().filter(set -> current.filter(set::equals).isEmpty()).toList();
    }

    /** The set to make for the template as it is now, still without pods. */
    ReplicaSet next() {
        var template = deployment.getSpec().getTemplate();
        String hash = TemplateHash.of(template);
        var metadata = new ObjectMetaBuilder()
                .withName(deployment.getMetadata().getName() + "-" + hash)
                .withNamespace(deployment.getMetadata().getNamespace())
                .withLabels(template.getMetadata().getLabels())
                .addToLabels(TemplateHash.LABEL, hash)
                .addToAnnotations(REVISION, Long.toString(latestRevision() + 1))
                .withOwnerReferences(Owners.controllerReference(deployment))
                .build();
        return new ReplicaSetBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withReplicas(0)
                .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
                .withSelector(deployment.getSpec().getSelector())
                .editSelector()
                .addToMatchLabels(TemplateHash.LABEL, hash)
                .endSelector()
                .withTemplate(template)
                .editTemplate()
                .editOrNewMetadata()
                .addToLabels(TemplateHash.LABEL, hash)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    long latestRevision() {
        return all.stream().mapToLong(DeploymentSets::revision).max().orElse(0);
    }

    static long revision(ReplicaSet set) {
        Map<String, String> annotations =
                Objects.requireNonNullElse(set.getMetadata().getAnnotations(), Map.of());
        return Long.parseLong(annotations.getOrDefault(REVISION, "0"));
    }

    /** Old sets without pods, beyond the number that is kept for the record. */
    List<ReplicaSet> forgettable() {
        var empty = old().stream()
                .filter(set -> Objects.requireNonNullElse(set.getSpec().getReplicas(), 0) == 0)
                .filter(set -> number(set, Count.PRESENT) == 0)
                .toList();
        int kept = Objects.requireNonNullElse(deployment.getSpec().getRevisionHistoryLimit(), 10);
        return empty.subList(0, Math.max(0, empty.size() - kept));
    }

    /** What a set counts. */
    enum Count {
        PRESENT,
        READY,
        AVAILABLE
    }

    static int number(ReplicaSet set, Count count) {
        var status = set.getStatus();
        if (status == null) {
            return 0;
        }
        Integer number = switch (count) {
            case PRESENT -> status.getReplicas();
            case READY -> status.getReadyReplicas();
            case AVAILABLE -> status.getAvailableReplicas();
        };
        return Objects.requireNonNullElse(number, 0);
    }

    int sum(Count count) {
        return all.stream().mapToInt(set -> number(set, count)).sum();
    }
}
