package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Objects;

/** Makes the pod that a workload's template describes. */
final class PodsOfTemplate {
    private PodsOfTemplate() {}

    static Pod of(HasMetadata owner, PodTemplateSpec template) {
        var described = Objects.requireNonNullElseGet(template.getMetadata(), ObjectMeta::new);
        return new PodBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withGenerateName(owner.getMetadata().getName() + "-")
                        .withNamespace(owner.getMetadata().getNamespace())
                        .withLabels(described.getLabels())
                        .withAnnotations(described.getAnnotations())
                        .withFinalizers(described.getFinalizers())
                        .withOwnerReferences(Owners.controllerReference(owner))
                        .build())
                .withSpec(template.getSpec())
                .build();
    }
}
