package dev.acme.performance.local.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks once, as a kubelet does. */
final class Prober implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Starts a command in the surroundings of a container. */
    @FunctionalInterface
    interface Exec {
        Process start(List<String> command) throws IOException;
    }

    /**
     * What was seen.
     *
     * @param message empty where it was good
     */
    record Seen(boolean isGood, String message) {
        static Seen good() {
            return new Seen(true, "");
        }

        static Seen bad(String message) {
            return new Seen(false, message);
        }
    }

    Seen look(ProbePlan.Action action, Duration timeout, Exec exec) throws InterruptedException {
        try {
            return switch (action) {
                case ProbePlan.Action.HttpGet get -> get(get, timeout);
                case ProbePlan.Action.Connect connect -> connect(connect, timeout);
                case ProbePlan.Action.Exec command -> run(command, timeout, exec);
            };
        } catch (HttpTimeoutException e) {
            return Seen.bad("context deadline exceeded (no answer within " + timeout.toSeconds() + " s)");
        } catch (IOException | URISyntaxException e) {
            return Seen.bad(words(e));
        }
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Seen get(ProbePlan.Action.HttpGet get, Duration timeout)
            throws IOException, InterruptedException, URISyntaxException {
        String[] pathAndQuery = get.path().split("\\?", 2);
        String query = pathAndQuery.length > 1 ? pathAndQuery[1] : null;
        var uri = new URI("http", null, get.host(), get.port(), pathAndQuery[0], query, null);
        var request = HttpRequest.newBuilder(uri).timeout(timeout).header("User-Agent", "kube-probe/1.34");
        for (Map.Entry<String, String> header : get.headers().entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
        int code = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        return code >= 200 && code < 400 ? Seen.good() : Seen.bad("HTTP probe failed with statuscode: " + code);
    }

    private static Seen connect(ProbePlan.Action.Connect connect, Duration timeout) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(connect.host(), connect.port()), (int) timeout.toMillis());
            return Seen.good();
        }
    }

    private static Seen run(ProbePlan.Action.Exec command, Duration timeout, Exec exec)
            throws IOException, InterruptedException {
        var process = exec.start(command.command());
        process.getInputStream().close();
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return Seen.bad("command " + command.command() + " timed out");
        }
        int code = process.exitValue();
        return code == 0 ? Seen.good() : Seen.bad("command " + command.command() + " exited with " + code);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
