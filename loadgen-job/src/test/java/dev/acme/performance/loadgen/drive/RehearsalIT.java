package dev.acme.performance.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.ProfileReader;
import dev.acme.performance.loadgen.ScriptedServer;
import dev.acme.performance.loadgen.http.RequestBytes;
import dev.acme.performance.loadgen.http.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread walks its whole path before the start, alone with itself. */
class RehearsalIT {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final byte[] BODY = {'o', 'k'};

    /** Whatever the profile says of its bodies: those that come here are others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"verify\":\"Sha256\",\"sizeBytes\":20000000",
                "\"verify\":\"Crc32c\",\"crc32c\":\"00000000\"",
                "\"verify\":\"Length\",\"sizeBytes\":7,\"status\":404",
                "\"method\":\"HEAD\"",
                "\"anyBody\":true"
            })
    void everyRequestIsAnsweredAndNobodyElseIsAsked(String fields) throws IOException {
        try (var target = ScriptedServer.of(call -> call.answer(200, BODY));
                var selector = Selector.open()) {
            long walked = walked("{\"clients\":1,\"path\":\"/\"," + fields + "}", target, selector, 30 * SECOND_NANOS);

            assertThat(walked).isEqualTo(Rehearsal.REQUESTS);
            assertThat(target.connections()).isZero();
            assertThat(selector.keys()).isEmpty();
        }
    }

    /** More than a socket takes at once, and than the room for reading it. */
    @Test
    void aRequestMayBeLong() throws IOException {
        String profile =
                "{\"clients\":1,\"path\":\"/\",\"method\":\"POST\",\"body\":\"" + "x".repeat(1_000_000) + "\"}";
        try (var target = ScriptedServer.of(call -> call.answer(200, BODY));
                var selector = Selector.open()) {
            assertThat(walked(profile, target, selector, 30 * SECOND_NANOS)).isEqualTo(Rehearsal.REQUESTS);
        }
    }

    @Test
    void whereItTakesLongItEndsAndLeavesNothingBehind() throws IOException {
        try (var target = ScriptedServer.of(call -> call.answer(200, BODY));
                var selector = Selector.open()) {
            assertThat(walked("{\"clients\":1,\"path\":\"/\"}", target, selector, 1))
                    .isZero();

            assertThat(target.connections()).isZero();
            assertThat(selector.keys()).isEmpty();
        }
    }

    private static long walked(String json, ScriptedServer target, Selector selector, long limitNanos)
            throws IOException {
        LoadProfile profile = ProfileReader.read(json);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port());
        var dialer = new Dialer(selector, SECOND_NANOS);
        var wiring = new Wiring(
                selector,
                dialer,
                RequestBytes.of(profile, Target.parse("--target", target.url())).direct(),
                ByteBuffer.allocateDirect(Wiring.BUFFER_BYTES),
                new HopAddresses(Onward.NOWHERE),
                new Spread(List.of(address)),
                30 * SECOND_NANOS);
        long walked;
        try (var rehearsal = Rehearsal.open(profile, wiring, limitNanos)) {
            rehearsal.begin(new Connection[0], System.nanoTime());
            while (!rehearsal.isOver(System.nanoTime())) {
                selector.selectNow(key -> happened(key, dialer, rehearsal));
                rehearsal.advance(System.nanoTime());
            }
            walked = rehearsal.walked();
        }
        selector.selectNow();
        assertThat(dialer.isIdle()).isTrue();
        return walked;
    }

    private static void happened(SelectionKey key, Dialer dialer, Rehearsal rehearsal) {
        var client = (Connection) key.attachment();
        if (key.isConnectable()) {
            dialer.connectable(client, rehearsal);
            return;
        }
        if (key.isWritable()) {
            rehearsal.writable(client);
        }
        if (key.isValid() && key.isReadable()) {
            rehearsal.readable(client);
        }
    }
}
