package dev.acme.performance.operator.ops;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an operator whether it is ready: what {@code helm test} does from a pod, for images hold no shell. */
public final class ReadyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyCheck.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ReadyCheck() {}

    /** Whether {@code url} answers 200 within ten seconds; what it said is logged. */
    public static boolean passes(URI url) throws InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(LIMIT).build();
        try (var client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            LOG.info("check url={} status={}", url, answer.statusCode());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            LOG.error("check url={} problem={}", url, e.toString());
            return false;
        }
    }
}
