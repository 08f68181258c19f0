package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.Json;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.zip.CRC32C;

/** A short name for a pod template: equal templates have equal names. */
final class TemplateHash {
    static final String LABEL = "pod-template-hash";
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private TemplateHash() {}

    static String of(PodTemplateSpec template) {
        var crc = new CRC32C();
        crc.update(Json.bytes(Json.tree(withoutLabel(template))));
        var name = new StringBuilder();
        for (long rest = crc.getValue(); rest > 0; rest /= LETTERS.length()) {
            name.append(LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return name.toString();
    }

    /** Whether two templates make the same pods, whatever they are labelled with. */
    static boolean areSame(PodTemplateSpec left, PodTemplateSpec right) {
        return Json.tree(withoutLabel(left)).equals(Json.tree(withoutLabel(right)));
    }

    private static PodTemplateSpec withoutLabel(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .removeFromLabels(LABEL)
                .endMetadata()
                .build();
    }
}
