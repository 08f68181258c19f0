package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.FakeS3;
import dev.acme.performance.registry.backends.Program;
import dev.acme.performance.registry.backends.RawClient;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole process, with the JVM options it is shipped with: how it starts, refuses to start, and stops. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProcessIT {
    private EmbeddedBackends backends;

    @BeforeAll
    void start(EmbeddedBackends shared) {
        backends = shared;
    }

    @Test
    void aTermSignalLetsARunningDownloadEnd() throws Exception {
        var object = "0123456789".repeat(100_000);
        var asked = new CompletableFuture<Void>();
        var go = new CompletableFuture<Void>();
        try (var s3 = FakeS3.start((_, caller) -> {
                    FakeS3.head(object.length(), caller).send(object.substring(0, 1000));
                    asked.complete(null);
                    go.join();
                    caller.send(object.substring(1000));
                });
                var rows = Registry.over(backends, s3, Map.of("DYNAMODB_TABLE", "drain"));
                var program = serve(Map.of("S3_ENDPOINT", s3.endpoint().toString(), "DYNAMODB_TABLE", "drain"))) {
            rows.promise("m", object.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            int port = port(program);
            try (var client = RawClient.to(port).get(Registry.archive("m"));
                    var probe = RawClient.to(port)) {
                asked.get(20, TimeUnit.SECONDS);
                program.terminate();

                await().atMost(Duration.ofSeconds(20))
                        .until(() -> probe.get("/health/ready").answer().status() == 503);
                assertThat(probe.get(Registry.archive("m")).answer().status())
                        .as("a new one")
                        .isEqualTo(503);
                assertThat(program.isAlive()).isTrue();
                go.complete(null);

                assertThat(client.answer().body()).isEqualTo(object);
                assertThat(program.exitCode()).isZero();
            }
        }
    }

    @Test
    void aDownloadThatDoesNotEndIsGivenUpAfterTheGrace() throws Exception {
        var asked = new CompletableFuture<Void>();
        try (var s3 = FakeS3.start((_, caller) -> {
                    FakeS3.head(10, caller).send("12345");
                    asked.complete(null);
                    caller.isClosedByClient();
                });
                var rows = Registry.over(backends, s3, Map.of("DYNAMODB_TABLE", "grace"));
                var program = serve(Map.of(
                        "S3_ENDPOINT",
                        s3.endpoint().toString(),
                        "DYNAMODB_TABLE",
                        "grace",
                        "SHUTDOWN_GRACE_SECONDS",
                        "1"))) {
            rows.promise("m", new byte[10]);
            try (var client = RawClient.to(port(program)).get(Registry.archive("m"))) {
                asked.get(20, TimeUnit.SECONDS);
                program.terminate();

                assertThat(program.exitCode()).isZero();
                assertThat(client.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void aPortInUseIsOneLineAndAnExitCode() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var program = serve(Map.of("PORT", Integer.toString(taken.getLocalPort())))) {
            assertThat(program.exitCode()).isEqualTo(69);
            assertThat(program.lastError())
                    .startsWith("CANNOT_START: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("in use");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "S3_ENDPOINT, CANNOT_START: the storage cannot be reached",
        "DYNAMODB_ENDPOINT, CANNOT_START: the catalogue cannot be reached"
    })
    void anUnreachableBackendIsOneLineAndAnExitCode(String key, String line) throws Exception {
        int free;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = gone.getLocalPort();
        }
        try (var program = serve(Map.of(key, "http://127.0.0.1:" + free))) {
            assertThat(program.exitCode()).isEqualTo(69);
            assertThat(program.lastError()).startsWith(line);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STORAGE_BACKEND, rds, is required",
        "COMPUTE_BACKEND, lambda, function-host",
        "DELIVERY, ftp, must be one of proxy",
        "THREAD_POOL_SIZE, many, THREAD_POOL_SIZE must be a whole number"
    })
    void whatCannotBeServedIsOneLineAndAnExitCode(String key, String value, String what, @TempDir Path folder)
            throws Exception {
        var message = folder.resolve("message");
        try (var program = serve(Map.of(key, value, "TERMINATION_MESSAGE_PATH", message.toString()))) {
            assertThat(program.exitCode()).isEqualTo(64);
            assertThat(program.errors()).hasSize(1);
            assertThat(program.lastError()).startsWith("BAD_CONFIG: ").contains(what);
            assertThat(Files.readString(message)).startsWith("{\"type\":\"error\",\"reason\":\"BAD_CONFIG\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', USAGE: name a command",
        "'sing', USAGE: ",
        "'populate --count 0', BAD_ARGUMENTS: --count must be from 1 to 100000",
        "'populate --count x', USAGE: ",
        "'populate --source s3:x', BAD_ARGUMENTS: --source must be",
        "'populate --size 0', BAD_ARGUMENTS: --size must be",
        "'populate --model ../x', BAD_ARGUMENTS: no model can be named"
    })
    void aWrongCommandLineIsOneLineAndAnExitCode(String arguments, String line) throws Exception {
        try (var program = Program.start(environment(Map.of()), arguments.split(" "))) {
            assertThat(program.exitCode()).isEqualTo(64);
            assertThat(program.lastError()).startsWith(line);
        }
    }

    private Program serve(Map<String, String> more) throws Exception {
        return Program.start(environment(more), "serve");
    }

    private Map<String, String> environment(Map<String, String> more) {
        var environment = new HashMap<>(backends.environment());
        environment.put("WARM_UP_SECONDS", "0");
        environment.putAll(more);
        return environment;
    }

    /** The log says where a service listens that was given any free port. */
    private static int port(Program program) {
        return Integer.parseInt(program.awaitError("state=serving").replaceAll(".*port=", ""));
    }
}
