package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.exchange.Results;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** H-20: a delay shows up where the client met it, and nowhere else. */
class TimingIT {
    private static final byte[] BODY = "ten bytes.".getBytes(StandardCharsets.US_ASCII);
    private static final long DELAY_MS = 60;
    private static final double HALF = DELAY_MS / 2.0;

    private static final String PROFILE =
            "{\"clients\":3,\"path\":\"/a\",\"sizeBytes\":10,\"mode\":\"Burst\",\"requestsPerClient\":4%s}";

    @Test
    void whatIsSlowToBeginIsFirstByte() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            try (var server = ScriptedServer.of(call -> call.after(DELAY_MS).answer(200, BODY))) {
                var timing = timing(PROFILE.formatted(""), server);

                assertThat(timing.firstByteMeanMs()).isGreaterThanOrEqualTo(DELAY_MS);
                assertThat(timing.firstByteMedianMs()).isGreaterThanOrEqualTo(DELAY_MS);
                assertThat(timing.firstByteP99Ms()).isGreaterThanOrEqualTo(timing.firstByteMedianMs());
                assertThat(timing.bodyMeanMs()).isLessThan(HALF);
                assertThat(timing.firstByteSharePercent()).isGreaterThan(50);
            }
        });
    }

    @Test
    void whatIsSlowToEndIsBody() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            try (var server = ScriptedServer.of(call -> {
                call.raw(Call.head(200, BODY.length, ""));
                call.after(DELAY_MS).raw(BODY);
            })) {
                var timing = timing(PROFILE.formatted(""), server);

                assertThat(timing.bodyMeanMs()).isGreaterThan(HALF);
                assertThat(timing.firstByteMeanMs()).isLessThan(HALF);
                assertThat(timing.firstByteSharePercent()).isLessThan(50);
            }
        });
    }

    /** Who was sent on waits for the storage's first byte: the redirect's own is none of the body's answer. */
    @Test
    void ofARedirectedRequestTheStoragesFirstByteCounts() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            try (var storage = ScriptedServer.of(call -> call.after(DELAY_MS).answer(200, BODY));
                    var server = ScriptedServer.of(
                            call -> call.answer(307, new byte[0], "Location: " + storage.url() + "/b\r\n"))) {
                var timing = timing(PROFILE.formatted(",\"redirectTo\":\"" + storage.url() + "\""), server);

                assertThat(timing.firstByteMeanMs()).isGreaterThanOrEqualTo(DELAY_MS);
                assertThat(timing.bodyMeanMs()).isLessThan(HALF);
            }
        });
    }

    private static Results.Timing timing(String profile, ScriptedServer server) throws InterruptedException {
        Results results = LoadgenProcess.run(profile, server).result().results();
        var timing = Objects.requireNonNull(results.timing());
        assertThat(results.succeeded()).isEqualTo(12);
        assertThat(timing.waitMeanMs() + timing.firstByteMeanMs() + timing.bodyMeanMs())
                .isCloseTo(Objects.requireNonNull(results.latency()).meanMs(), within(0.03));
        return timing;
    }
}
