package dev.acme.performance.loadgen.verify;

import dev.acme.performance.exchange.Verify;
import dev.acme.performance.loadgen.http.BodySink;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Checks one client's bodies as they arrive, in the buffer they arrive in. An answer with another status than the
 * awaited one is read and dropped within a limit, so that its connection can be used again.
 */
public final class BodyCheck implements BodySink {
    /** The contract's largest body. */
    static final long MAX_BYTES = 5_368_709_120L;
    /** The longest error page that is worth a connection. */
    static final long MAX_DROPPED_BYTES = 1 << 20;

    private static final byte[] NONE = {};

    private final Verify verify;
    private final BodyTruth truth;
    private final Digests digests;
    private final boolean isChecked;
    private final CRC32C crc32c = new CRC32C();
    private @Nullable MessageDigest sha256;
    /** Until one body was right by SHA-256: only such a one may teach the checksum of those that follow. */
    private boolean isFirst = true;

    private boolean isDropped;
    private boolean withCrc32c;
    private long limit;
    private long received;

    /** {@code hasBody} is false where the request's method is HEAD. */
    public BodyCheck(Verify verify, BodyTruth truth, Digests digests, boolean hasBody) {
        this.verify = verify;
        this.truth = truth;
        this.digests = digests;
        this.isChecked = hasBody && !truth.isAnything();
    }

    @Override
    public boolean awaits(int status) {
        return status == truth.status();
    }

    @Override
    public boolean begin(int status, long announced) {
        release();
        received = 0;
        isDropped = !awaits(status);
        if (isDropped) {
            limit = MAX_DROPPED_BYTES;
            return announced <= limit;
        }
        long length = truth.length();
        limit = length < 0 ? MAX_BYTES : length;
        prepare();
        return announced < 0 || (length < 0 ? announced <= limit : announced == length);
    }

    private void prepare() {
        withCrc32c = isChecked
                && switch (verify) {
                    case LENGTH -> false;
                    case CRC32C -> true;
                    case SHA256 -> truth.givesCrc32c();
                };
        boolean withSha256 = isChecked
                && switch (verify) {
                    case LENGTH -> false;
                    case CRC32C -> isFirst && truth.asksForSha256();
                    case SHA256 -> true;
                };
        crc32c.reset();
        sha256 = withSha256 ? digests.lend() : null;
    }

    @Override
    public boolean take(ByteBuffer piece) {
        received += piece.remaining();
        if (received > limit) {
            return false;
        }
        if (!isDropped && sha256 != null) {
            digests.add(sha256, piece);
        }
        if (!isDropped && withCrc32c) {
            crc32c.update(piece);
        } else {
            piece.position(piece.limit());
        }
        return true;
    }

    /** The body is complete: whether it is the right one. */
    public boolean isRight() {
        if (!isChecked) {
            return true;
        }
        byte[] hash = sha256 == null ? NONE : digests.finish(sha256);
        boolean isRight = truth.agreesWith(received, withCrc32c ? crc32c.getValue() : -1, hash);
        if (isRight) {
            isFirst = false;
        }
        return isRight;
    }

    /** Whether fewer bytes came than every body has. */
    public boolean isShort() {
        return received < truth.length();
    }

    public boolean checkedCrc32c() {
        return withCrc32c;
    }

    public boolean checkedSha256() {
        return sha256 != null;
    }

    public long received() {
        return received;
    }

    /** The answer ended, one way or another: the digest goes back. */
    public void release() {
        if (sha256 != null) {
            digests.giveBack(sha256);
            sha256 = null;
        }
    }
}
