package dev.acme.performance.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.ProfileReader;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.loadgen.ScriptedServer;
import dev.acme.performance.loadgen.http.Authority;
import dev.acme.performance.loadgen.http.RequestBytes;
import dev.acme.performance.loadgen.http.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measured path leaves no garbage: collections would be pauses that the instrument itself makes. */
class AllocationIT {
    private static final String CLOSED = """
            {"clients":10,"path":"/","mode":"Closed","durationSeconds":4}""";

    private static final byte[] BODY = {'o', 'k'};
    /** Bytes; every latency that is kept takes eight, in chunks of 65,536. */
    private static final double SMALLEST_OBJECT = 16;

    @Test
    void aSelectorThreadInItsStrideMakesNoObjectARequest() throws IOException, InterruptedException {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            assertThat(leastBytesPerRequest(CLOSED, server, Onward.NOWHERE)).isLessThan(SMALLEST_OBJECT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Constant", "Poisson"})
    void planningStartsAndWaitingForThemMakesNoObjectARequest(String mode) throws IOException, InterruptedException {
        String open = """
                {"clients":10,"path":"/","mode":"%s","durationSeconds":4,"ratePerSecond":2000}""".formatted(mode);
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            assertThat(leastBytesPerRequest(open, server, Onward.NOWHERE)).isLessThan(SMALLEST_OBJECT);
        }
    }

    private static double leastBytesPerRequest(String json, ScriptedServer server, Onward onward)
            throws IOException, InterruptedException {
        LoadProfile profile = ProfileReader.read(json);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        RequestBytes request = RequestBytes.of(profile, target(server));
        var watch = new AllocationWatch();

        new LoadRun(new LoadPlan(profile, Part.WHOLE, request, List.of(address), onward, 1), watch).run();
        return watch.leastBytesPerRequest;
    }

    private static Target target(ScriptedServer server) {
        return Target.parse("--target", server.url());
    }

    @Test
    void followingRedirectsMakesNoObjectARequestEither() throws IOException, InterruptedException {
        try (var storage = ScriptedServer.of(call -> call.answer(200, BODY));
                var server = ScriptedServer.of(
                        call -> call.answer(307, new byte[0], "Location: " + storage.url() + "/x\r\n"))) {
            var onward = new Onward(
                    Authority.of(target(storage)),
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), storage.port())));

            assertThat(leastBytesPerRequest(CLOSED, server, onward)).isLessThan(SMALLEST_OBJECT);
            assertThat(storage.connections()).isEqualTo(10);
        }
    }

    /** Allocation of the one selector thread, second by second. */
    private static final class AllocationWatch implements RunWatch {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private double leastBytesPerRequest = Double.MAX_VALUE;
        private long bytesBefore;
        private long requestsBefore;

        @Override
        public void progress(RunProgress progress) {
            OptionalLong allocated = allocated();
            if (allocated.isEmpty()) {
                return;
            }
            long bytes = allocated.getAsLong();
            long requests = progress.requests() - requestsBefore;
            if (requestsBefore > 0 && requests > 0 && bytes >= bytesBefore) {
                leastBytesPerRequest = Math.min(leastBytesPerRequest, (bytes - bytesBefore) / (double) requests);
            }
            bytesBefore = bytes;
            requestsBefore = progress.requests();
        }

        /** Empty where the thread has ended meanwhile. */
        private OptionalLong allocated() {
            for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null && thread.getThreadName().equals("selector-0")) {
                    return OptionalLong.of(threads.getThreadAllocatedBytes(thread.getThreadId()));
                }
            }
            return OptionalLong.empty();
        }

        @Override
        public void connecting() {
            // nothing to prepare
        }

        @Override
        public void ready() {}

        @Override
        public void windowStarted() {
            // only seconds count
        }

        @Override
        public void secondPassed() {
            // progress comes with it
        }

        @Override
        public void windowEnded() {
            // only seconds count
        }
    }
}
