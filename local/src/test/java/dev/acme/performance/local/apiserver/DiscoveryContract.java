package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients may ask a server about itself and about their own rights. */
interface DiscoveryContract {
    KubernetesClient client();

    @Test
    default void anAccessReviewIsAnswered() {
        var review = client().authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb("get")
                        .withResource("pods")
                        .endResourceAttributes()
                        .endSpec()
                        .build());

        assertThat(review.getStatus().getAllowed()).isTrue();
    }

    @Test
    default void kindsAreDiscovered() {
        assertThat(client().getApiGroup("contract.test")).isNotNull();
        assertThat(client().getApiResources("contract.test/v1").getResources())
                .extracting(resource -> resource.getName())
                .contains("things", "things/status");
        assertThat(List.of(client().getKubernetesVersion().getMajor())).containsExactly("1");
    }
}
