package dev.acme.performance.operator.web.access;

import dev.acme.performance.operator.target.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The answers of {@code asked}, kept so shortly that what is revoked is gone within a minute, and by the digest of a token:
 * a dump of this process's memory holds no token longer than its request.
 */
public final class CachedReviews implements Reviews {
    /** With a review's own seconds, asked twice, less than a minute. */
    static final Duration YES = Duration.ofSeconds(50);

    static final Duration NO = Duration.ofSeconds(20);
    private static final int DIGITS = 64;

    private final Reviews asked;
    private final SharedAnswers<String, Optional<User>> users;
    private final SharedAnswers<Question, Boolean> decisions;

    public CachedReviews(Reviews asked, LongSupplier nanoTime) {
        this.asked = asked;
        this.users = new SharedAnswers<>(user -> user.isPresent() ? YES : NO, nanoTime);
        this.decisions = new SharedAnswers<>(allowed -> allowed ? YES : NO, nanoTime);
    }

    private record Question(User user, Right right, String namespace) {}

    /** Whether the token's answer is at hand: to ask for it costs the API server something. */
    boolean knows(String token) {
        return users.known(key(token)).isPresent();
    }

    @Override
    public Optional<User> identity(String token) {
        return users.get(key(token), _ -> asked.identity(token));
    }

    @Override
    public boolean allows(User user, Right right, String namespace) {
        return decisions.get(
                new Question(user, right, namespace),
                question -> asked.allows(question.user(), question.right(), question.namespace()));
    }

    private static String key(String token) {
        return Digest.of(token, DIGITS);
    }
}
