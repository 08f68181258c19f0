package dev.acme.performance.loadgen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.ProfileReader;
import dev.acme.performance.exchange.Verify;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BodyCheckTest {
    private static final byte[] RIGHT = "the right body".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FLIPPED = "the right bodz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHORT = "the right bod".getBytes(StandardCharsets.US_ASCII);

    private final Digests digests = new Digests();

    @ParameterizedTest
    @EnumSource(Verify.class)
    void theRightBodyIsRightHoweverItArrives(Verify verify) {
        for (int piece = 1; piece <= RIGHT.length; piece++) {
            var check = new BodyCheck(verify, new BodyTruth(catalogue()), digests, true);

            assertThat(accepts(check, RIGHT, piece)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"CRC32C", "SHA256"})
    void oneFlippedBitIsNoticed(Verify verify) {
        var check = new BodyCheck(verify, new BodyTruth(catalogue()), digests, true);

        assertThat(accepts(check, FLIPPED, 5)).isFalse();
    }

    @Test
    void lengthAloneNoticesNoFlippedBit() {
        var check = new BodyCheck(Verify.LENGTH, new BodyTruth(catalogue()), digests, true);

        assertThat(accepts(check, FLIPPED, 5)).isTrue();
        assertThat(check.checkedCrc32c()).isFalse();
        assertThat(check.checkedSha256()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Verify.class)
    void anotherAnnouncedLengthIsRefusedBeforeTheBody(Verify verify) {
        var check = new BodyCheck(verify, new BodyTruth(catalogue()), digests, true);

        assertThat(check.begin(200, RIGHT.length - 1)).isFalse();
        assertThat(check.begin(200, RIGHT.length + 1)).isFalse();
        assertThat(check.begin(200, RIGHT.length)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Verify.class)
    void aBodyOfUnannouncedLengthMayNeitherBeLongerNorShorter(Verify verify) {
        var check = new BodyCheck(verify, new BodyTruth(catalogue()), digests, true);

        check.begin(200, -1);
        assertThat(check.take(ByteBuffer.wrap(new byte[RIGHT.length + 1]))).isFalse();
        check.begin(200, -1);
        check.take(ByteBuffer.wrap(SHORT));
        assertThat(check.isShort()).isTrue();
        assertThat(check.isRight()).isFalse();
    }

    @Test
    void withCrc32cTheFirstBodyIsCheckedBySha256TooAndNoLaterOne() {
        var check = new BodyCheck(Verify.CRC32C, new BodyTruth(catalogue()), digests, true);

        accepts(check, RIGHT, 5);
        assertThat(check.checkedCrc32c()).isTrue();
        assertThat(check.checkedSha256()).isTrue();
        check.release();

        accepts(check, RIGHT, 5);
        assertThat(check.checkedCrc32c()).isTrue();
        assertThat(check.checkedSha256()).isFalse();
    }

    @Test
    void aFirstBodyThatBrokeOffLeavesTheNextOneFirst() {
        var check = new BodyCheck(Verify.CRC32C, new BodyTruth(catalogue()), digests, true);

        check.begin(200, RIGHT.length);
        check.take(ByteBuffer.wrap(SHORT));
        check.release();

        assertThat(accepts(check, RIGHT, 5)).isTrue();
        assertThat(check.checkedSha256()).isTrue();
    }

    @Test
    void aFirstBodyWithTheRightCrc32cAndAnotherSha256IsWrong() {
        LoadProfile profile = profile("\"crc32c\":\"%08x\",\"sha256\":\"%s\""
                .formatted(crc32c(RIGHT), HexFormat.of().formatHex(sha256(FLIPPED))));
        var check = new BodyCheck(Verify.CRC32C, new BodyTruth(profile), digests, true);

        assertThat(accepts(check, RIGHT, 5)).isFalse();
    }

    @Test
    void withNothingToHoldASha256AgainstTheGivenCrc32cSuffices() {
        var check = new BodyCheck(
                Verify.CRC32C, new BodyTruth(profile("\"crc32c\":\"%08x\"".formatted(crc32c(RIGHT)))), digests, true);

        check.begin(200, RIGHT.length);

        assertThat(check.checkedCrc32c()).isTrue();
        assertThat(check.checkedSha256()).isFalse();
        check.release();
        assertThat(accepts(check, FLIPPED, 5)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Verify.class)
    void withoutACatalogueTheFirstBodyIsTheTruthForAllClients(Verify verify) {
        var truth = new BodyTruth(profile("\"method\":\"GET\""));
        var first = new BodyCheck(verify, truth, digests, true);
        var second = new BodyCheck(verify, truth, digests, true);

        assertThat(accepts(first, RIGHT, 5)).isTrue();
        assertThat(accepts(second, RIGHT, 7)).isTrue();
        assertThat(accepts(second, FLIPPED, 7)).isEqualTo(verify == Verify.LENGTH);
        assertThat(second.begin(200, SHORT.length)).isFalse();
    }

    @Test
    void aDamagedBodyNeverBecomesTheTruth() {
        var truth = new BodyTruth(profile("\"sha256\":\"" + HexFormat.of().formatHex(sha256(RIGHT)) + "\""));
        var check = new BodyCheck(Verify.CRC32C, truth, digests, true);

        assertThat(accepts(check, FLIPPED, 5)).isFalse();
        check.release();
        assertThat(accepts(new BodyCheck(Verify.CRC32C, truth, digests, true), RIGHT, 5))
                .isTrue();
        assertThat(accepts(new BodyCheck(Verify.CRC32C, truth, digests, true), FLIPPED, 5))
                .isFalse();
    }

    @Test
    void sha256ForAllStillChecksACrc32cThatTheProfileGives() {
        LoadProfile profile = profile("\"crc32c\":\"%08x\"".formatted(crc32c(RIGHT)));

        assertThat(accepts(new BodyCheck(Verify.SHA256, new BodyTruth(profile), digests, true), FLIPPED, 5))
                .isFalse();
        assertThat(accepts(new BodyCheck(Verify.SHA256, new BodyTruth(profile), digests, true), RIGHT, 5))
                .isTrue();
    }

    @Test
    void anErrorPageIsDroppedWithinALimitWhateverItsLength() {
        var check = new BodyCheck(Verify.CRC32C, new BodyTruth(catalogue()), digests, true);

        assertThat(check.begin(503, 3)).isTrue();
        assertThat(check.take(ByteBuffer.wrap(new byte[3]))).isTrue();
        assertThat(check.begin(503, BodyCheck.MAX_DROPPED_BYTES + 1)).isFalse();
        check.begin(503, -1);
        assertThat(check.take(ByteBuffer.allocate((int) BodyCheck.MAX_DROPPED_BYTES + 1)))
                .isFalse();
    }

    @Test
    void theLargestBodyOfTheContractIsTheLimitWhereNoLengthIsKnown() {
        var check = new BodyCheck(Verify.LENGTH, new BodyTruth(profile("\"seed\":1")), digests, true);

        assertThat(check.begin(200, BodyCheck.MAX_BYTES)).isTrue();
        assertThat(check.begin(200, BodyCheck.MAX_BYTES + 1)).isFalse();
    }

    @Test
    void anAnswerToHeadHasOnlyItsAnnouncementChecked() {
        var check = new BodyCheck(Verify.SHA256, new BodyTruth(catalogue()), digests, false);

        assertThat(check.begin(200, RIGHT.length)).isTrue();
        assertThat(check.isRight()).isTrue();
        assertThat(check.checkedSha256()).isFalse();
        assertThat(check.begin(200, 3)).isFalse();
    }

    private static boolean accepts(BodyCheck check, byte[] body, int piece) {
        if (!check.begin(200, body.length)) {
            return false;
        }
        for (int from = 0; from < body.length; from += piece) {
            var buffer = ByteBuffer.allocateDirect(piece)
                    .put(body, from, Math.min(piece, body.length - from))
                    .flip();
            if (!check.take(buffer) || buffer.hasRemaining()) {
                return false;
            }
        }
        return check.isRight();
    }

    private static LoadProfile catalogue() {
        return profile("\"sizeBytes\":%d,\"crc32c\":\"%08x\",\"sha256\":\"%s\""
                .formatted(RIGHT.length, crc32c(RIGHT), HexFormat.of().formatHex(sha256(RIGHT))));
    }

    private static LoadProfile profile(String fields) {
        return ProfileReader.read("{\"clients\":1,\"path\":\"/\"," + fields + "}");
    }

    private static long crc32c(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
