package dev.acme.performance.operator.counters;

import dev.acme.performance.operator.diagnosis.Sample;
import dev.acme.performance.operator.diagnosis.Scrape;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all replicas at once what they have counted; one that does not answer in time is left out. */
public final class Scraper {
    /** A service that is short of processor time answers late, and is not to be waited for long. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);
    private static final long MOST_BYTES = 1 << 16;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(LIMIT)
            .build();
    private final Clock clock;

    public Scraper(Clock clock) {
        this.clock = clock;
    }

    /** Waits for {@link #LIMIT} at most. The instant is that of the request, not of the answer. */
    public Scrape scrape(List<ReplicaPage> pages) {
        var now = clock.instant();
        var read = new ConcurrentHashMap<String, SortedMap<String, Double>>();
        var asked = pages.stream()
                .map(page -> ask(page).thenAccept(values -> read.put(page.replica(), values)))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(asked).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not every replica answered reason={}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Scrape.of(now, new TreeMap<>(read));
    }

    private CompletableFuture<SortedMap<String, Double>> ask(ReplicaPage page) {
        var request = HttpRequest.newBuilder(page.url())
                .timeout(LIMIT)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        return http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES))
                .thenCompose(Scraper::counters);
    }

    private static CompletableFuture<SortedMap<String, Double>> counters(HttpResponse<String> answer) {
        return answer.statusCode() == HttpURLConnection.HTTP_OK
                ? CompletableFuture.completedFuture(Sample.on(answer.body()))
                : CompletableFuture.failedFuture(new IllegalStateException("answered " + answer.statusCode()));
    }
}
