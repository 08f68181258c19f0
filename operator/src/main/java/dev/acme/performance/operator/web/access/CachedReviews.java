package dev.acme.performance.operator.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.acme.performance.operator.target.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The answers of {@code asked}, kept so shortly that what is revoked is gone within a minute, and by the digest of a token:
 * a dump of this process's memory holds no token longer than its request.
 */
public final class CachedReviews implements Reviews {
    /** With a review's own seconds, asked twice, and a stream's pauses less than a minute. */
    static final Duration YES = Duration.ofSeconds(40);

    static final Duration NO = Duration.ofSeconds(20);
    /** How long a token that was good, and is used, is no stranger's. */
    private static final Duration TRUST = Duration.ofHours(1);

    private static final int MOST = 10_000;
    private static final int DIGITS = 64;

    private final Reviews asked;
    private final SharedAnswers<String, Optional<User>> users;
    private final SharedAnswers<Question, Boolean> decisions;
    private final Cache<String, Boolean> good;

    public CachedReviews(Reviews asked, LongSupplier nanoTime) {
        this.asked = asked;
        this.users = new SharedAnswers<>(user -> user.isPresent() ? YES : NO, nanoTime);
        this.decisions = new SharedAnswers<>(allowed -> allowed ? YES : NO, nanoTime);
        this.good = Caffeine.newBuilder()
                .maximumSize(MOST)
                .executor(Runnable::run)
                .ticker(nanoTime::getAsLong)
                .expireAfterAccess(TRUST)
                .build();
    }

    private record Question(User user, Right right, String namespace) {}

    /** Whether the token's answer is at hand: to ask for it costs the API server something. */
    boolean knows(String token) {
        return users.known(key(token)).isPresent();
    }

    /** Whether the token was good when it was asked for last: others' guesses must not keep it waiting. */
    boolean wasGood(String token) {
        return good.getIfPresent(key(token)) != null;
    }

    @Override
    public Optional<User> identity(String token) {
        String key = key(token);
        var user = users.get(key, _ -> asked.identity(token));
        if (user.isPresent()) {
            good.put(key, true);
        } else {
            good.invalidate(key);
        }
        return user;
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
