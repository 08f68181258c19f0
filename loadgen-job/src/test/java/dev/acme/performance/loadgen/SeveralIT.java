package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Several load generators carry one profile: as processes, as in pods of an indexed Job. */
class SeveralIT {
    private static final byte[] BODY = {'o', 'k'};

    @Test
    void clientsAreSharedOutAndAllStartAtOneInstant() throws Exception {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            var results = results("{\"clients\":10,\"path\":\"/\",\"requestsPerClient\":3}", server, 3);

            assertThat(results).extracting(result -> result.results().clients()).containsExactly(4, 3, 3);
            assertThat(server.requests()).isEqualTo(30);
            var first = results.getFirst().startedAt();
            assertThat(results)
                    .allSatisfy(result -> assertThat(
                                    Duration.between(first, result.startedAt()).abs())
                            .isLessThan(Duration.ofMillis(45)));
        }
    }

    /** The plan is that of one: what each has planned adds up, and no start is planned twice. */
    @Test
    void thePlanOfAnOpenLoopIsDealtOutWhole() throws Exception {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            String profile = """
                    {"clients":6,"path":"/","mode":"Poisson","ratePerSecond":100,"durationSeconds":2,"warmupSeconds":1,"seed":5}""";
            long alone = planned(LoadgenProcess.run(profile, server).result());
            int before = server.requests();
            var results = results(profile, server, 3);

            assertThat(results.stream().mapToLong(SeveralIT::planned).sum()).isEqualTo(alone);
            assertThat(server.requests() - before).isEqualTo(before);
        }
    }

    @Test
    void whoMeetsNobodyNeedsAPlace() throws Exception {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            var ended = LoadgenProcess.run(
                    "--profile", "{\"clients\":1,\"path\":\"/\"}", "--target", server.url(), "--pods", "2");

            assertThat(ended.exitCode()).isEqualTo(64);
            assertThat(ended.err()).contains("--pods and --meet: need each other");
        }
    }

    private static long planned(RunResult result) {
        return Objects.requireNonNull(
                Objects.requireNonNull(result.results().arrival()).planned());
    }

    private static List<RunResult> results(String profile, ScriptedServer server, int pods) throws Exception {
        String place = "127.0.0.1:" + freePort();
        var processes = new ArrayList<LoadgenProcess>();
        for (int index = 0; index < pods; index++) {
            processes.add(LoadgenProcess.start(
                    Map.of("JOB_COMPLETION_INDEX", String.valueOf(index), "POD_IP", "127.0.0.1"),
                    "--profile",
                    profile,
                    "--target",
                    server.url(),
                    "--pods",
                    String.valueOf(pods),
                    "--meet",
                    place));
        }
        var results = new ArrayList<RunResult>();
        for (LoadgenProcess process : processes) {
            results.add(process.await().result());
        }
        return results;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
