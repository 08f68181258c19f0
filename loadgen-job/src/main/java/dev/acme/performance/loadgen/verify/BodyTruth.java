package dev.acme.performance.loadgen.verify;

import dev.acme.performance.exchange.LoadProfile;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What every body must be. The profile's values hold from the start; a value that the profile does not give is learnt
 * from the first body that agrees with those it does give, whichever client gets it, and holds for all others. Shared
 * by all threads; a look is one volatile read.
 */
public final class BodyTruth {
    private static final long UNKNOWN = -1;

    private final int status;
    private final boolean isAnything;
    private final long givenLength;
    private final long givenCrc32c;
    private final byte @Nullable [] givenSha256;
    private final AtomicReference<@Nullable Body> learnt = new AtomicReference<>();

    public BodyTruth(LoadProfile profile) {
        status = profile.status();
        isAnything = profile.anyBody();
        givenLength = profile.sizeBytes() == null ? UNKNOWN : profile.sizeBytes();
        givenCrc32c = profile.crc32c() == null ? UNKNOWN : Long.parseLong(profile.crc32c(), 16);
        givenSha256 = profile.sha256() == null ? null : HexFormat.of().parseHex(profile.sha256());
    }

    /** The status that every right answer has. */
    int status() {
        return status;
    }

    /** Whether bodies differ, and any is right. */
    boolean isAnything() {
        return isAnything;
    }

    /** The length in bytes, -1 while nobody knows it. */
    long length() {
        Body body = learnt.get();
        return body == null ? givenLength : body.length;
    }

    boolean givesCrc32c() {
        return givenCrc32c != UNKNOWN;
    }

    /**
     * Whether first bodies that pass by CRC-32C are worth a SHA-256 too. Where the profile gives a CRC-32C and no SHA-256,
     * there is nothing to hold it against, and hashing would only take processors from what is measured.
     */
    boolean asksForSha256() {
        return givenSha256 != null || !givesCrc32c();
    }

    /** Whether a body is the right one; {@code crc32c} is -1 and {@code sha256} empty where it was not computed. */
    boolean agreesWith(long length, long crc32c, byte[] sha256) {
        Body truth = learnt.get();
        return truth == null ? learn(length, crc32c, sha256) : truth.agreesWith(length, crc32c, sha256);
    }

    private boolean learn(long length, long crc32c, byte[] sha256) {
        var given = new Body(givenLength, givenCrc32c, givenSha256 == null ? new byte[0] : givenSha256);
        if (!given.agreesWith(length, crc32c, sha256)) {
            return false;
        }
        var first = new Body(
                length,
                given.crc32c == UNKNOWN ? crc32c : given.crc32c,
                given.sha256.length == 0 ? sha256.clone() : given.sha256);
        Body winner = learnt.compareAndSet(null, first) ? first : learnt.get();
        return winner == null || winner.agreesWith(length, crc32c, sha256);
    }

    /** Values of one body; -1 and an empty array stand for what is not known, which agrees with everything. */
    private static final class Body {
        private final long length;
        private final long crc32c;
        private final byte[] sha256;

        Body(long length, long crc32c, byte[] sha256) {
            this.length = length;
            this.crc32c = crc32c;
            this.sha256 = sha256;
        }

        boolean agreesWith(long otherLength, long otherCrc32c, byte[] otherSha256) {
            return (length == UNKNOWN || length == otherLength)
                    && (crc32c == UNKNOWN || otherCrc32c == UNKNOWN || crc32c == otherCrc32c)
                    && (sha256.length == 0 || otherSha256.length == 0 || Arrays.equals(sha256, otherSha256));
        }
    }
}
