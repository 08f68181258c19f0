package dev.acme.performance.registry.storage.s3;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import dev.acme.performance.registry.storage.StoredBody;
import dev.acme.performance.registry.wire.Exchange;
import dev.acme.performance.registry.wire.WireBody;
import dev.acme.performance.registry.wire.WireTimeout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object, or a part of one, on its way from the bucket. */
final class S3Body implements StoredBody {
    private final WireBody wire;
    private final OpeningTimes times;

    private S3Body(WireBody wire, OpeningTimes times) {
        this.wire = wire;
        this.times = times;
    }

    /**
     * Checks that the answer's head promises the bytes asked for.
     *
     * @throws StorageFailure where it promises others
     */
    static S3Body of(Exchange exchange, GetObjectResponse head, ByteRange range) {
        long promised = Optional.ofNullable(head.contentLength()).orElse(-1L);
        if (promised != range.length()) {
            throw new StorageFailure(
                    Reason.WRONG_LENGTH,
                    "the bucket has " + promised + " bytes where " + range.length() + " should be");
        }
        var from = Optional.ofNullable(head.contentRange());
        if (from.isPresent() && !from.get().startsWith("bytes " + range.from() + "-" + range.last() + "/")) {
            throw new StorageFailure(Reason.WRONG_LENGTH, "the bucket answered with another range: " + from.get());
        }
        var body = exchange.body().orElseThrow(() -> new IllegalStateException("an answer without a body"));
        return new S3Body(body, new OpeningTimes(exchange.poolWaitNanos(), exchange.firstByteNanos()));
    }

    @Override
    public OpeningTimes times() {
        return times;
    }

    @Override
    public void sendTo(PieceSink sink) throws IOException {
        for (var piece = next(); piece.hasRemaining(); piece = next()) {
            sink.accept(piece);
        }
    }

    @Override
    public void close() {
        wire.close();
    }

    private ByteBuffer next() {
        try {
            return wire.next();
        } catch (WireTimeout e) {
            throw new StorageFailure(Reason.TIMED_OUT, "storage stalled: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StorageFailure(Reason.CUT_OFF, "storage ended early: " + e.getMessage(), e);
        }
    }
}
