package dev.acme.performance.registry.storage.s3;

import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import dev.acme.performance.registry.tls.Untrusted;
import dev.acme.performance.registry.wire.PoolExhausted;
import dev.acme.performance.registry.wire.WireTimeout;
import java.util.Optional;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the SDK's exceptions mean to a reader of archives. */
final class S3Failures {
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int DEEPEST = 8;

    private S3Failures() {}

    static StorageFailure named(RuntimeException e) {
        return switch (root(e)) {
            case StorageFailure failure -> failure;
            case PoolExhausted exhausted ->
                new StorageFailure(Reason.POOL_EXHAUSTED, "storage pool: " + exhausted.getMessage(), e);
            case Untrusted untrusted -> new StorageFailure(Reason.UNTRUSTED, "storage: " + untrusted.getMessage(), e);
            case WireTimeout timeout -> new StorageFailure(Reason.TIMED_OUT, "storage: " + timeout.getMessage(), e);
            case ApiCallTimeoutException _ -> new StorageFailure(Reason.TIMED_OUT, "storage did not answer in time", e);
            case NoSuchKeyException _ -> new StorageFailure(Reason.MISSING, "the archive is not in the bucket", e);
            case S3Exception refused -> refused(refused);
            case RuntimeException other ->
                new StorageFailure(Reason.UNREACHABLE, "storage failed: " + other.getMessage(), e);
        };
    }

    private static StorageFailure refused(S3Exception e) {
        if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
            return new StorageFailure(Reason.WRONG_LENGTH, "the archive is shorter than its catalogue row says", e);
        }
        var code =
                Optional.ofNullable(e.awsErrorDetails()).map(d -> d.errorCode()).orElse("none");
        return new StorageFailure(Reason.REFUSED, "storage answered " + e.statusCode() + " " + code, e);
    }

    /** The SDK wraps what its HTTP client throws: the innermost exception of ours says more. */
    private static RuntimeException root(RuntimeException e) {
        Optional<Throwable> cause = Optional.of(e);
        for (int depth = 0; depth < DEEPEST && cause.isPresent(); depth++) {
            var candidate = cause.get();
            if (candidate instanceof PoolExhausted
                    || candidate instanceof WireTimeout
                    || candidate instanceof Untrusted) {
                return (RuntimeException) candidate;
            }
            cause = Optional.ofNullable(candidate.getCause());
        }
        return e;
    }
}
