package dev.acme.performance.operator.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
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
    private static final int MOST = 10_000;
    private static final int DIGITS = 64;

    private final Reviews asked;
    private final Cache<String, Optional<User>> users;
    private final Cache<Question, Boolean> decisions;

    public CachedReviews(Reviews asked, LongSupplier nanoTime) {
        this.asked = asked;
        this.users = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(nanoTime::getAsLong)
                .expireAfter(Expiry.<String, Optional<User>>creating((_, user) -> user.isPresent() ? YES : NO))
                .build();
        this.decisions = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(nanoTime::getAsLong)
                .expireAfter(Expiry.<Question, Boolean>creating((_, allowed) -> allowed ? YES : NO))
                .build();
    }

    private record Question(User user, Right right, String namespace) {}

    /** Whether the token's answer is at hand: to ask for it costs the API server something. */
    boolean knows(String token) {
        return users.getIfPresent(key(token)) != null;
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
