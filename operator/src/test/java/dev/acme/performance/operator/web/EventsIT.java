package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.web.events.EventTimes;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
                        ApiDescription.read().checkEvent(event);
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

        /** Whether two more comments come: the second one is of a silence that began after this was asked. */
        boolean goesOn() {
            try {
                int comments = 0;
                String line = lines.readLine();
                while (line != null && comments < 2) {
                    comments += line.startsWith(":") ? 1 : 0;
                    line = lines.readLine();
                }
                return line != null;
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

    /** Others' changes neither hold the comment up by which a client knows that its stream lives, nor show by its absence. */
    @Test
    void aStreamShowsThatItLivesWhileOthersRunsChange() throws Exception {
        try (var stream = stream(WebAtWork.RIGHT);
                var others = Executors.newSingleThreadScheduledExecutor()) {
            assertThat(stream.next()).contains("event: all");
            var number = new AtomicInteger();
            var changes = others.scheduleAtFixedRate(
                    () -> at.run("other", "theirs-" + number.incrementAndGet(), PerformanceRunStatus.empty()),
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
            try {
                assertThat(stream.lines().readLine()).isEqualTo(": still here");
                assertThat(number).hasPositiveValue();
            } finally {
                changes.cancel(false);
            }
        }
    }

    /**
     * The silence before a review, the time between two and that for which an answer is kept are less than a minute together:
     * silence is short here, so that it may be over by a minute less the standard one.
     */
    @Test
    void aStreamEndsWithinAMinuteOfItsToken() throws Exception {
        var step = Duration.ofSeconds(5);
        long steps = Duration.ofMinutes(1).minus(EventTimes.STANDARD.silence()).dividedBy(step);
        try (var stream = stream(WebAtWork.RIGHT)) {
            assertThat(stream.next()).contains("event: all");
            assertThat(stream.goesOn()).isTrue();
            at.api.expire(WebAtWork.RIGHT);
            boolean goesOn = true;
            for (int i = 0; goesOn && i < steps; i++) {
                at.turnClock(step);
                goesOn = stream.goesOn();
            }

            assertThat(goesOn).isFalse();
        }
    }

    @Test
    void aStreamFallsSilentWithinAMinuteOfItsRight() throws Exception {
        at.api.allow(WebAtWork.USER, WebAtWork.OTHER);
        try (var stream = stream(WebAtWork.RIGHT)) {
            assertThat(stream.next()).contains("event: all");
            at.run("bench", "before", PerformanceRunStatus.empty());
            assertThat(stream.next()).anyMatch(line -> line.contains("\"before\""));
            at.api.forbid(WebAtWork.USER, "list performanceruns", WebAtWork.BENCH);
            at.turnClock(Duration.ofMinutes(1));
            at.run("bench", "after", PerformanceRunStatus.empty());
            at.client()
                    .resources(PerformanceRun.class)
                    .inNamespace("bench")
                    .withName("after")
                    .delete();
            at.run("other", "theirs", PerformanceRunStatus.empty());

            var heard = new ArrayList<String>();
            while (heard.stream().noneMatch(line -> line.contains("\"theirs\""))) {
                var next = stream.next();
                assertThat(next).as("the stream goes on").isNotEmpty();
                heard.addAll(next);
            }
            assertThat(heard).noneMatch(line -> line.contains("\"after\""));
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

    @Test
    void aBurstOfStreamsGetsEightOfThemToo() {
        var request = HttpRequest.newBuilder(at.uri("/api/v1/events"))
                .header("Authorization", "Bearer " + WebAtWork.RIGHT)
                .build();
        var answers = IntStream.range(0, 30)
                .mapToObj(_ -> at.http().sendAsync(request, BodyHandlers.ofInputStream()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(it -> it.statusCode() == 200).hasSize(8);
        assertThat(answers).filteredOn(it -> it.statusCode() == 429).hasSize(22);
    }

    private static long number(List<String> event) {
        return Long.parseLong(event.getFirst().replace("id: ", ""));
    }
}
