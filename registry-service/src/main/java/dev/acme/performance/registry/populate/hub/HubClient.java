package dev.acme.performance.registry.populate.hub;

import dev.acme.performance.registry.populate.hub.HubFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the hub again where that may help, a bounded number of times, and names what does not help. */
final class HubClient implements AutoCloseable {
    private final HttpClient http;
    private final Redirects redirects;
    private final HubPolicy policy;
    /** Never counted down: a pause that an interrupt ends. */
    private final CountDownLatch never = new CountDownLatch(1);

    HubClient(HubModel model, HubPolicy policy) {
        this.policy = policy;
        this.http = HttpClient.newBuilder()
                .connectTimeout(policy.answer())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.redirects = new Redirects(http, model, policy);
    }

    /** What is done with a good answer; an IOException asks for another attempt. */
    @FunctionalInterface
    interface Reader<T> {
        T read(HubAnswer answer) throws IOException;
    }

    /** Where the next attempt starts; an earlier one may have brought a part. */
    @FunctionalInterface
    interface Start {
        long from() throws IOException;
    }

    /**
     * Gets what the reader makes of the answer with status 200, 206 or 416.
     *
     * @throws HubFailure where no attempt succeeded
     */
    <T> T get(URI address, Start start, Reader<T> reader) {
        var last = new HubFailure(Reason.UNREACHABLE, "never asked");
        for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
            var pause = policy.pause().multipliedBy(1L << (attempt - 1));
            try (var answer = redirects.get(address, start.from())) {
                switch (answer.status()) {
                    case 200, 206, 416 -> {
                        return reader.read(answer);
                    }
                    case 401, 403 ->
                        throw new HubFailure(Reason.REFUSED, "the hub answers " + answer.status() + " for " + address);
                    case 404 -> throw new HubFailure(Reason.NOT_FOUND, "the hub has no " + address);
                    default -> {
                        last = new HubFailure(Reason.REFUSED, "the hub answers " + answer.status() + " for " + address);
                        pause = asked(answer, pause);
                    }
                }
            } catch (HubCorrupt e) {
                last = new HubFailure(Reason.CORRUPT, String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                last = new HubFailure(Reason.UNREACHABLE, "the hub breaks off: " + e, e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (attempt < policy.attempts()) {
                rest(pause);
            }
        }
        throw last;
    }

    @Override
    public void close() {
        http.close();
    }

    /** The hub's own Retry-After in seconds, where it is one. */
    private static Duration asked(HubAnswer answer, Duration standard) {
        return answer.header("retry-after")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(standard);
    }

    private void rest(Duration pause) {
        var bounded = pause.compareTo(policy.longestPause()) < 0 ? pause : policy.longestPause();
        try {
            var _ = never.await(bounded.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static HubFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new HubFailure(Reason.INTERRUPTED, "interrupted while asking the hub", e);
    }
}
