package dev.acme.performance.operator.web.access;

import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Refusal;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Lets in whoever shows a token of the cluster, and nobody faster than is good for the API server. */
public final class Door {
    /** RFC 6750, and no longer than a head may be. */
    private static final Pattern BEARER =
            Pattern.compile("Bearer ([A-Za-z0-9._~+/-]{1,12000}=*)", Pattern.CASE_INSENSITIVE);

    /** Requests of one user. */
    private static final int PER_USER = 10;

    private static final int BURST = 40;
    /** Tokens that were not good before, from one address and from all of them: each costs the API server a review. */
    private static final int NEW_TOKENS = 10;

    private static final int NEW_TOKENS_BURST = 50;
    private static final int ALL_NEW_TOKENS = 50;
    private static final int ALL_NEW_TOKENS_BURST = 200;
    private static final String EVERYBODY = "";
    /** Requests without a token, from one address: they cost a line in the log, and an answer. */
    private static final int WITHOUT_TOKEN = 50;

    private static final int WITHOUT_TOKEN_BURST = 200;

    private final CachedReviews reviews;
    private final RateLimit perUser;
    private final RateLimit newTokens;
    private final RateLimit allNewTokens;
    private final RateLimit withoutToken;

    public Door(Reviews asked, LongSupplier nanoTime) {
        this.reviews = new CachedReviews(asked, nanoTime);
        this.perUser = new RateLimit(PER_USER, BURST, nanoTime);
        this.newTokens = new RateLimit(NEW_TOKENS, NEW_TOKENS_BURST, nanoTime);
        this.allNewTokens = new RateLimit(ALL_NEW_TOKENS, ALL_NEW_TOKENS_BURST, nanoTime);
        this.withoutToken = new RateLimit(WITHOUT_TOKEN, WITHOUT_TOKEN_BURST, nanoTime);
    }

    /**
     * The caller with his rights; refuses with 401, and with 429 where nobody knows yet who asks.
     *
     * @throws Reviews.Undecided where the API server could not be asked
     */
    public Caller enter(Optional<String> authorization, String remote) {
        String token = authorization
                .map(BEARER::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .orElseThrow(() -> {
                    limit(withoutToken, remote);
                    return unauthenticated("send the header Authorization: Bearer TOKEN");
                });
        if (!reviews.knows(token) && !reviews.wasGood(token)) {
            limit(newTokens, remote);
            limit(allNewTokens, EVERYBODY);
        }
        var user = reviews.identity(token)
                .orElseThrow(() -> unauthenticated("the API server does not know this token, or not any more"));
        return new Caller(user, token, reviews);
    }

    /** Refuses with 429 whoever asks faster than one user may. */
    public void slowDown(Caller caller) {
        limit(perUser, caller.user().name());
    }

    private static void limit(RateLimit limit, String key) {
        limit.take(key).ifPresent(seconds -> {
            throw Problem.of(Problem.Kind.TOO_MANY_REQUESTS, "slower, please")
                    .retryAfter(seconds)
                    .refusal();
        });
    }

    private static Refusal unauthenticated(String detail) {
        return Problem.of(Problem.Kind.UNAUTHENTICATED, detail).refusal();
    }
}
