package dev.acme.performance.local.backends;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a backend for anything at all: that it answers HTTP, whatever it answers, is enough. */
final class HealthCheck {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private HealthCheck() {}

    static void require(String name, URI endpoint) {
        var request = HttpRequest.newBuilder(endpoint).timeout(LIMIT).build();
        try (var client = HttpClient.newHttpClient()) {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new BackendFailure(name + " does not answer at " + endpoint + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendFailure("interrupted while " + name + " was asked", e);
        }
    }
}
