package dev.acme.performance.operator.web.access;

import dev.acme.performance.operator.web.http.Problem;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Who asks, for as long as the request lasts; knows what he may. */
public final class Caller {
    private final User user;
    private final String token;
    private final Reviews reviews;
    private final Set<String> required = new LinkedHashSet<>();

    Caller(User user, String token, Reviews reviews) {
        this.user = user;
        this.token = token;
        this.reviews = reviews;
    }

    public User user() {
        return user;
    }

    public boolean may(Right right, String namespace) {
        return reviews.allows(user, right, namespace);
    }

    /** Absent and forbidden alike: refuses with 404. */
    public void require(Right right, String namespace) {
        required.add(namespace);
        if (!may(right, namespace)) {
            throw Problem.notFound().refusal();
        }
    }

    /** The namespaces that he had to have a right in, for the audit. */
    public Set<String> required() {
        return Collections.unmodifiableSet(required);
    }

    /** Which of {@code namespaces} he may do that in; where he may in all of the cluster, one question tells. */
    public Predicate<String> where(Right right, Collection<String> namespaces) {
        if (namespaces.size() > 1 && may(right, "")) {
            return _ -> true;
        }
        return List.copyOf(namespaces).stream()
                .filter(namespace -> may(right, namespace))
                .toList()::contains;
    }

    /** Whether the token still stands for the same user: asked again once the last answer is older than what {@link CachedReviews} keeps. */
    public boolean isStillKnown() {
        return reviews.identity(token).filter(user::equals).isPresent();
    }
}
