package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Results;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that sends its clients to the storage, and one that says what its cache had. */
class RedirectIT {
    private static final byte[] BODY = "ten bytes.".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = {};
    private static final int CLIENTS = 5;
    private static final int EACH = 4;

    private static String profile(int requestsEach, String redirectTo) {
        return "{\"clients\":" + CLIENTS + ",\"path\":\"/a\",\"sizeBytes\":10,\"mode\":\"Burst\",\"requestsPerClient\":"
                + requestsEach + ",\"timeoutSeconds\":2,\"redirectTo\":\"" + redirectTo + "\"}";
    }

    private static Results run(String profile, ScriptedServer service) throws InterruptedException {
        return LoadgenProcess.run(profile, service).result().results();
    }

    private static ScriptedServer.Script to(String url) {
        return call -> call.answer(307, NONE, "Location: " + url + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307})
    void oneHopIsFollowedOnAConnectionOfItsOwnAndBothPartsAreTimed(int status) throws InterruptedException {
        try (var storage = ScriptedServer.of(call -> call.after(60).answer(200, BODY));
                var service = ScriptedServer.of(call -> call.after(30)
                        .answer(status, NONE, "Location: " + storage.url() + "/b/k?X-Amz-Date=1&s=%2F\r\n"))) {
            var results = run(profile(EACH, storage.url()), service);

            assertThat(results.succeeded()).isEqualTo(CLIENTS * EACH);
            assertThat(results.bytes()).isEqualTo(CLIENTS * EACH * 10L);
            var parts = Objects.requireNonNull(results.redirect());
            assertThat(parts.count()).isEqualTo(CLIENTS * EACH);
            assertThat(parts.registryMeanMs()).isGreaterThanOrEqualTo(30);
            assertThat(parts.storageMeanMs()).isGreaterThanOrEqualTo(60);
            assertThat(parts.registryMeanMs() + parts.storageMeanMs())
                    .isCloseTo(
                            Objects.requireNonNull(results.latency()).meanMs(),
                            org.assertj.core.data.Offset.offset(0.02));
            assertThat(service.connections()).isEqualTo(CLIENTS);
            assertThat(storage.connections()).isEqualTo(CLIENTS);
            assertThat(storage.lastHead())
                    .startsWith("GET /b/k?X-Amz-Date=1&s=%2F HTTP/1.1\r\nHost: 127.0.0.1:" + storage.port() + "\r\n");
        }
    }

    /** Else a service could have the clients load whom it likes. */
    @Test
    void whereNobodyMayBeSentNobodyIs() throws InterruptedException {
        try (var allowed = ScriptedServer.of(call -> call.answer(200, BODY));
                var other = ScriptedServer.of(call -> call.answer(200, BODY));
                var service = ScriptedServer.of(to(other.url() + "/b/k"))) {
            var results = run(profile(2, allowed.url()), service);

            assertThat(results.errors().status()).isEqualTo(2 * CLIENTS);
            assertThat(results.redirect()).isNull();
            assertThat(other.requests() + allowed.requests()).isZero();
        }
    }

    /** The storage's name is looked up before the start: on the way there nobody waits for a resolver. */
    @Test
    void aPlaceThatCannotBeFoundEndsTheRunBeforeItsStart() throws InterruptedException {
        try (var service = ScriptedServer.of(to("http://no.such.host.invalid/"))) {
            var ended = LoadgenProcess.run(profile(1, "no.such.host.invalid"), service);

            assertThat(ended.exitCode()).isEqualTo(64);
            assertThat(ended.err()).contains("redirectTo: host no.such.host.invalid cannot be resolved");
            assertThat(service.requests()).isZero();
        }
    }

    @Test
    void theNameMayBeWrittenOtherwise() throws InterruptedException {
        try (var storage = ScriptedServer.of(call -> call.answer(200, BODY));
                var service = ScriptedServer.of(to("http://LocalHost:" + storage.port() + "/b/k"))) {
            var results = run(profile(1, "localhost:" + storage.port()), service);

            assertThat(results.succeeded()).isEqualTo(CLIENTS);
        }
    }

    @Test
    void aSecondHopIsRefused() throws InterruptedException {
        try (var storage = ScriptedServer.of(call -> call.answer(200, BODY));
                var between = ScriptedServer.of(to(storage.url()));
                var service = ScriptedServer.of(to(between.url() + "/x"))) {
            var results = run(profile(1, between.url()), service);

            assertThat(results.errors().status()).isEqualTo(CLIENTS);
            assertThat(results.redirect()).isNull();
            assertThat(storage.requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/elsewhere",
                "https://127.0.0.1:1/",
                "ftp://127.0.0.1/",
                "http://",
                "http:///x",
                "http://127.0.0.1:1x/",
                "http://127.0.0.1/",
                "http://user@127.0.0.1/",
                "http://127.0.0.1:99999/",
                "http://no.such.host.invalid/"
            })
    void whatLeadsNowhereIsTheStatusItIs(String location) throws InterruptedException {
        try (var service = ScriptedServer.of(to(location))) {
            var results = run(profile(2, "127.0.0.1:1"), service);

            assertThat(results.errors().status()).isEqualTo(2 * CLIENTS);
            assertThat(service.connections()).as("the answer was whole").isEqualTo(CLIENTS);
        }
    }

    @Test
    void aPermanentRedirectIsNoneOfOurs() throws InterruptedException {
        try (var storage = ScriptedServer.of(call -> call.answer(200, BODY));
                var service =
                        ScriptedServer.of(call -> call.answer(301, NONE, "Location: " + storage.url() + "\r\n"))) {
            assertThat(run(profile(1, storage.url()), service).errors().status())
                    .isEqualTo(CLIENTS);
            assertThat(storage.requests()).isZero();
        }
    }

    @Test
    void aStorageThatIsNotThereFailsTheRequestAndTheClientGoesOn() throws IOException, InterruptedException {
        int free;
        try (var gone = new ServerSocket(0)) {
            free = gone.getLocalPort();
        }
        try (var service = ScriptedServer.of(to("http://127.0.0.1:" + free + "/"))) {
            assertThat(run(profile(2, "127.0.0.1:" + free), service).errors().connect())
                    .isEqualTo(2 * CLIENTS);
        }
    }

    /** Each fault of the storage once, then it is well again. */
    @Test
    void faultsOfTheStorageAreCountedOnceAndTheClientGoesOn() throws InterruptedException {
        var calls = new AtomicInteger();
        try (var storage = ScriptedServer.of(call -> {
                    switch (calls.getAndIncrement()) {
                        case 0 -> call.reset();
                        case 1 -> call.answer(403, BODY);
                        case 2 -> {}
                        case 3 -> {
                            call.raw(Call.head(200, 10, ""));
                            call.raw("five.");
                            call.close();
                        }
                        default -> call.answer(200, BODY);
                    }
                });
                var service = ScriptedServer.of(to(storage.url()))) {
            var results = run(profile(EACH, storage.url()), service);

            assertThat(results.errors()).isEqualTo(new Results.Errors(1, 0, 1, 1, 1, 0, 0));
            assertThat(results.succeeded()).isEqualTo(CLIENTS * EACH - 4);
            assertThat(results.redirect()).extracting(Results.Redirect::count).isEqualTo(CLIENTS * EACH - 4L);
        }
    }

    @Test
    void whatTheCacheHadIsCounted() throws InterruptedException {
        try (var service = ScriptedServer.of(
                call -> call.answer(200, BODY, call.number() % 4 == 0 ? "X-Cache: miss\r\n" : "x-cache:  HIT \r\n"))) {
            assertThat(run(profile(EACH, service.url()), service).cache()).isEqualTo(new Results.Cache(15, 5, 75));
        }
    }

    @Test
    void withoutCacheAndRedirectNothingIsSaidOfThem() throws InterruptedException {
        try (var service = ScriptedServer.of(call -> call.answer(200, BODY, "X-Cache: Hit from cloudfront\r\n"))) {
            var results = run(profile(1, service.url()), service);

            assertThat(results.cache()).isNull();
            assertThat(results.redirect()).isNull();
        }
    }
}
