package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Results;
import dev.acme.performance.operator.Runs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    @Test
    void aCacheSaysItsHitRateAndARedirectBothItsParts() {
        assertThat(Headline.of(results(null, null))).endsWith(" MB/s");
        assertThat(Headline.of(results(new Results.Cache(100, 50, 66.67), null)))
                .endsWith(" MB/s; 66.67 % out of the cache");
        assertThat(Headline.of(results(null, new Results.Redirect(100, 1.5, 20.25))))
                .endsWith(" MB/s; until the redirect 1.50 ms, from the bucket 20.25 ms");
    }

    private static Results results(Results.@Nullable Cache cache, Results.@Nullable Redirect redirect) {
        return Runs.result(100).results().withCache(cache).withRedirect(redirect);
    }
}
