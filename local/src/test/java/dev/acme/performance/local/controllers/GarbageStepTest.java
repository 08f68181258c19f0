package dev.acme.performance.local.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who goes, who stays, and who waits for whom. */
class GarbageStepTest {
    private static final JsonNode OWNER = object("owner", "");

    private static JsonNode object(String uid, String more) {
        return Serialization.unmarshal(
                "---\nmetadata: {name: x, namespace: default, uid: " + uid + more + "}", JsonNode.class);
    }

    private static JsonNode ownedBy(String... uids) {
        var references = new StringBuilder();
        for (String uid : uids) {
            references.append("{uid: ").append(uid).append("},");
        }
        return object("child", ", ownerReferences: [" + references + "]");
    }

    @Test
    void whatHasAnOwnerStays() {
        assertThat(GarbageStep.of(ownedBy("owner"), List.of(OWNER))).isEqualTo(new GarbageStep.Keep());
        assertThat(GarbageStep.of(object("free", ""), List.of())).isEqualTo(new GarbageStep.Keep());
    }

    @Test
    void whatHasLostAllItsOwnersGoes() {
        assertThat(GarbageStep.of(ownedBy("gone"), List.of(OWNER))).isEqualTo(new GarbageStep.Delete());
    }

    @Test
    void whatHasLostOneOfTwoForgetsIt() {
        assertThat(GarbageStep.of(ownedBy("gone", "owner"), List.of(OWNER)))
                .isEqualTo(new GarbageStep.ForgetOwners(Set.of("gone")));
    }

    @Test
    void anOwnerOfAnotherNamespaceIsNone() {
        var stranger = Serialization.<JsonNode>unmarshal(
                "---\nmetadata: {name: x, namespace: other, uid: owner}", JsonNode.class);

        assertThat(GarbageStep.of(ownedBy("owner"), List.of(stranger))).isEqualTo(new GarbageStep.Delete());
    }

    @Test
    void aForegroundDeletionWaitsForTheDependents() {
        var going = object("owner", ", deletionTimestamp: t, finalizers: [foregroundDeletion]");
        var child = ownedBy("owner");

        assertThat(GarbageStep.of(going, List.of(going, child))).isEqualTo(new GarbageStep.DeleteFirst(List.of(child)));
        assertThat(GarbageStep.of(going, List.of(going))).isEqualTo(new GarbageStep.Release("foregroundDeletion"));
    }

    @Test
    void anOrphaningDeletionLeavesTheDependents() {
        var going = object("owner", ", deletionTimestamp: t, finalizers: [orphan]");
        var child = ownedBy("owner");

        assertThat(GarbageStep.of(going, List.of(going, child))).isEqualTo(new GarbageStep.Orphan(List.of(child)));
    }
}
