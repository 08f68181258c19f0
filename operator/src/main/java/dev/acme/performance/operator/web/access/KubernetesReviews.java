package dev.acme.performance.operator.web.access;

import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the API server, with the operator's own rights; the client's time limit is the review's. */
public final class KubernetesReviews implements Reviews {
    private final KubernetesClient client;

    public KubernetesReviews(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<User> identity(String token) {
        // no audience named: the API server's own
        var review = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .endSpec()
                .build();
        try {
            var status = client.tokenReviews().create(review).getStatus();
            boolean isKnown = status != null && Boolean.TRUE.equals(status.getAuthenticated());
            return isKnown ? Optional.ofNullable(status.getUser()).flatMap(KubernetesReviews::user) : Optional.empty();
        } catch (KubernetesClientException e) {
            throw new Undecided("TokenReview: code " + e.getCode(), e);
        }
    }

    private static Optional<User> user(UserInfo info) {
        return Optional.ofNullable(info.getUsername())
                .filter(name -> !name.isEmpty())
                .map(name -> new User(
                        name,
                        Optional.ofNullable(info.getUid()).orElse(""),
                        Set.copyOf(Optional.ofNullable(info.getGroups()).orElse(List.of())),
                        Optional.ofNullable(info.getExtra()).orElse(Map.of())));
    }

    @Override
    public boolean allows(User user, Right right, String namespace) {
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user.name())
                .withUid(user.uid())
                .withGroups(List.copyOf(user.groups()))
                .withExtra(user.extra())
                .withNewResourceAttributes()
                .withGroup(PerformanceRun.GROUP)
                .withVersion(PerformanceRun.VERSION)
                .withResource(right.objects().toString())
                .withVerb(right.verb().toString())
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        try {
            var status = client.authorization()
                    .v1()
                    .subjectAccessReview()
                    .create(review)
                    .getStatus();
            return status != null
                    && Boolean.TRUE.equals(status.getAllowed())
                    && !Boolean.TRUE.equals(status.getDenied());
        } catch (KubernetesClientException e) {
            throw new Undecided("SubjectAccessReview: code " + e.getCode(), e);
        }
    }
}
