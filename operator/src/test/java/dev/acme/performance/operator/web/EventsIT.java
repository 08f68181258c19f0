package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.web.http.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events: first all there is, then what changes, for those who may see it. */
@Timeout(60)
class EventsIT {
    private final WebAtWork at = new WebAtWork(Limits.STANDARD, Duration.ofMillis(50));

    @AfterEach
    void close() {
        at.close();
    }

    /** A stream as it comes, event by event. */
    private record Stream(int status, BufferedReader lines) implements AutoCloseable {
        /** The lines of the next event, without comments; empty where the stream has ended. */
        List<String> next() {
            try {
                var event = new ArrayList<String>();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty() && !event.isEmpty()) {
                        return event;
                    }
                    if (!line.isEmpty() && !line.startsWith(":")) {
                        event.add(line);
                    }
                }
                return event;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether it ends by itself. */
        boolean ends() {
            try {
                String line = lines.readLine();
                while (line != null) {
                    line = lines.readLine();
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private Stream stream(String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(at.uri("/api/v1/events"))
                .header("Authorization", "Bearer " + token)
                .build();
        var answer = at.http().send(request, BodyHandlers.ofInputStream());
        InputStream body = answer.body();
        return new Stream(answer.statusCode(), new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
    }

    @Test
    void aClientHearsAllThereIsAndThenWhatChanges() throws Exception {
        at.run("bench", "first", PerformanceRunStatus.empty());
        try (var stream = stream(WebAtWork.RIGHT)) {
            var snapshot = stream.next();
            assertThat(stream.next()).contains("event: all");
            at.run("bench", "second", PerformanceRunStatus.empty());
            var change = stream.next();

            assertThat(snapshot.get(1)).isEqualTo("event: run");
            assertThat(snapshot.get(2)).startsWith("data: {").contains("\"name\":\"first\"");
            assertThat(change).anyMatch(line -> line.contains("\"name\":\"second\""));
            assertThat(number(change)).isGreaterThan(number(snapshot));
        }
    }

    @Test
    void whatIsRemovedIsTold() throws Exception {
        at.run("bench", "first", PerformanceRunStatus.empty());
        try (var stream = stream(WebAtWork.RIGHT)) {
            stream.next();
            assertThat(stream.next()).contains("event: all");
            at.client()
                    .resources(PerformanceRun.class)
                    .inNamespace("bench")
                    .withName("first")
                    .delete();

            assertThat(stream.next())
                    .contains("event: removed")
                    .anyMatch(line -> line.startsWith("data: ")
                            && line.contains("\"PerformanceRun\"")
                            && line.contains("\"first\""));
        }
    }

    @Test
    void nobodyHearsOfOthersRuns() throws Exception {
        try (var stream = stream(WebAtWork.RIGHT)) {
            assertThat(stream.next()).contains("event: all");
            at.run("other", "theirs", PerformanceRunStatus.empty());
            at.run("bench", "mine", PerformanceRunStatus.empty());

            assertThat(stream.next()).anyMatch(line -> line.contains("\"mine\""));
        }
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        try (var stream = stream(WebAtWork.RIGHT)) {
            at.api.expire(WebAtWork.RIGHT);
            at.turnClock(Duration.ofSeconds(61));

            assertThat(stream.ends()).isTrue();
        }
    }

    @Test
    void aStreamEndsWhenNobodyCanSayWhetherItMayGoOn() throws Exception {
        try (var stream = stream(WebAtWork.RIGHT)) {
            at.api.away(true);
            at.turnClock(Duration.ofSeconds(61));

            assertThat(stream.ends()).isTrue();
        }
    }

    @Test
    void aStreamEndsAfterAQuarterOfAnHour() throws Exception {
        try (var stream = stream(WebAtWork.RIGHT)) {
            at.turnClock(Duration.ofMinutes(15));

            assertThat(stream.ends()).isTrue();
        }
    }

    @Test
    void oneUserHasEightStreamsAtMost() throws Exception {
        var streams = new ArrayList<Stream>();
        try {
            for (int i = 0; i < 8; i++) {
                streams.add(stream(WebAtWork.RIGHT));
            }
            try (var ninth = stream(WebAtWork.RIGHT)) {
                assertThat(ninth.status()).isEqualTo(429);
            }
            assertThat(streams).allMatch(it -> it.status() == 200);
        } finally {
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    private static long number(List<String> event) {
        return Long.parseLong(event.getFirst().replace("id: ", ""));
    }
}
