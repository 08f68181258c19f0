package dev.acme.performance.loadgen.counters;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for one page of counters, without following redirects: the target that was named is the one that counts. */
final class PageClient {
    /** Connections of the load wait idle meanwhile, and servers close idle ones after some seconds. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    static final int MOST_BYTES = 8 << 20;

    private final String url;

    PageClient(String url) {
        this.url = url;
    }

    /** The page, or why there is none. */
    sealed interface Answer {
        /** Its text. */
        record Page(String text) implements Answer {}

        /** {@code why} continues "before the load". */
        record None(String why) implements Answer {}
    }

    /** Waits for {@link #LIMIT} at most, however slowly the page comes. */
    Answer fetch() {
        var work = new FutureTask<Answer>(this::ask);
        Thread.ofPlatform().daemon().name("counters").start(work);
        try {
            return work.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return none("did not come within " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            return none("could not be read: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none("was not waited for");
        }
    }

    private Answer ask() throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        int limit = Math.toIntExact(LIMIT.toMillis());
        connection.setConnectTimeout(limit);
        connection.setReadTimeout(limit);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "text/plain;version=0.0.4");
        connection.setRequestProperty("Connection", "close");
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                return none("answered " + status);
            }
            byte[] bytes = connection.getInputStream().readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? none("is longer than " + MOST_BYTES + " bytes")
                    : new Answer.Page(new String(bytes, StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }

    private Answer none(String what) {
        return new Answer.None(url + " " + what);
    }
}
