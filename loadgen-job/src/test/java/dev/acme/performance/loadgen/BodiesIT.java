package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Verified;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is checked of every body, against what the profile knows or the first right body taught. */
class BodiesIT {
    private static final byte[] BODY = body();
    private static final int CLIENTS = 3;
    private static final int REQUESTS = 4;
    private static final int ALL = CLIENTS * REQUESTS;

    @ParameterizedTest
    @CsvSource({"Length, 0, 0", "Crc32c, 12, 3", "Sha256, 12, 12"})
    void whatWasVerifiedIsReported(String verify, long crc32c, long sha256) throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            RunResult result = run(verify, truth(), server);

            assertThat(result.results().succeeded()).isEqualTo(ALL);
            assertThat(result.results().bytes()).isEqualTo((long) ALL * BODY.length);
            assertThat(result.verified()).isEqualTo(new Verified(ALL, crc32c, sha256));
        }
    }

    /** One bit differs in one answer; only the length's check cannot see it. */
    @ParameterizedTest
    @CsvSource({"Length, 0", "Crc32c, 1", "Sha256, 1"})
    void aFlippedBitIsFound(String verify, long found) throws InterruptedException {
        byte[] flipped = BODY.clone();
        flipped[BODY.length / 2] ^= 1;
        try (var server = ScriptedServer.of(call -> call.answer(200, call.number() == 8 ? flipped : BODY))) {
            RunResult result = run(verify, "", server);

            assertThat(result.results().errors()).isEqualTo(corrupt(found));
            assertThat(result.results().succeeded()).isEqualTo(ALL - found);
        }
    }

    @ParameterizedTest
    @CsvSource({"Length, -1", "Length, 1", "Crc32c, -1"})
    void anotherLengthIsFoundHoweverItIsChecked(String verify, int difference) throws InterruptedException {
        byte[] wrong = new byte[BODY.length + difference];
        System.arraycopy(BODY, 0, wrong, 0, Math.min(BODY.length, wrong.length));
        try (var server = ScriptedServer.of(call -> call.answer(200, wrong))) {
            RunResult result = run(verify, ",\"sizeBytes\":" + BODY.length, server);

            assertThat(result.results().errors()).isEqualTo(corrupt(ALL));
        }
    }

    @ParameterizedTest
    @CsvSource({"Crc32c, crc32c, 00000000", "Crc32c, sha256,", "Sha256, sha256,"})
    void theProfilesChecksumsHold(String verify, String field, String value) throws InterruptedException {
        String wrong = value == null ? "0".repeat(64) : value;
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            RunResult result = run(verify, ",\"" + field + "\":\"" + wrong + "\"", server);

            assertThat(result.results().succeeded()).isZero();
            assertThat(result.results().errors()).isEqualTo(corrupt(ALL));
        }
    }

    /** How a body may be framed. */
    private enum Framing {
        LENGTH {
            @Override
            void answer(Call call) throws IOException {
                call.answer(200, BODY);
            }
        },
        CHUNKED {
            @Override
            void answer(Call call) throws IOException {
                call.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                int middle = BODY.length / 3;
                for (byte[] chunk : new byte[][] {part(0, middle), part(middle, BODY.length)}) {
                    call.raw(Integer.toHexString(chunk.length) + "\r\n");
                    call.raw(chunk);
                    call.raw("\r\n");
                }
                call.raw("0\r\n\r\n");
            }
        },
        UNTIL_CLOSE {
            @Override
            void answer(Call call) throws IOException {
                call.raw("HTTP/1.1 200 OK\r\n\r\n");
                call.raw(BODY);
                call.close();
            }
        };

        abstract void answer(Call call) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void everyFramingIsVerified(Framing framing) throws InterruptedException {
        try (var server = ScriptedServer.of(framing::answer)) {
            RunResult result = run("Crc32c", truth(), server);

            assertThat(result.results().succeeded()).isEqualTo(ALL);
            assertThat(result.verified().crc32c()).isEqualTo(ALL);
        }
    }

    @Test
    void anAnswerToHeadHasNoBodyToVerify() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.raw(Call.head(200, BODY.length, "")))) {
            RunResult result = run("Crc32c", truth() + ",\"method\":\"HEAD\"", server);

            assertThat(result.results().succeeded()).isEqualTo(ALL);
            assertThat(result.verified().crc32c()).isZero();
        }
    }

    private static RunResult run(String verify, String more, ScriptedServer server) throws InterruptedException {
        String profile = "{\"clients\":%d,\"requestsPerClient\":%d,\"path\":\"/\",\"verify\":\"%s\"%s}"
                .formatted(CLIENTS, REQUESTS, verify, more);
        return LoadgenProcess.run(profile, server).result();
    }

    private static Results.Errors corrupt(long count) {
        return new Results.Errors(0, 0, 0, 0, 0, count, 0);
    }

    /** The profile's fields that describe the body. */
    private static String truth() {
        var crc32c = new CRC32C();
        crc32c.update(BODY);
        return ",\"sizeBytes\":%d,\"crc32c\":\"%08x\",\"sha256\":\"%s\""
                .formatted(BODY.length, crc32c.getValue(), sha256());
    }

    private static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BODY));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Larger than the buffer that it is read into. */
    private static byte[] body() {
        byte[] bytes = new byte[1_000_003];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(BODY, from, to);
    }
}
