package dev.acme.performance.registry.storage.s3;

import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.PoolState;
import dev.acme.performance.registry.storage.StoredBody;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A bucket whose archives clients fetch themselves, with URLs that are signed for them. */
public final class PresignedStorage implements ModelStorage {
    /** For a client that follows at once; the bucket looks at it when the request comes, not while it is answered. */
    private static final Duration VALID = Duration.ofMinutes(2);

    private final ModelStorage storage;
    private final S3Settings settings;
    private final S3Presigner presigner;

    /** Takes the storage over, for everything but the places. */
    public PresignedStorage(ModelStorage storage, S3Settings settings) {
        this.storage = storage;
        this.settings = settings;
        this.presigner = S3Clients.presigner(settings);
    }

    @Override
    public Optional<URI> place(ModelRow row) {
        try {
            var presigned = presigner.presignGetObject(p -> p.signatureDuration(VALID)
                    .getObjectRequest(g -> g.bucket(settings.bucket()).key(settings.objectName(row.key()))));
            return Optional.of(presigned.url().toURI());
        } catch (SdkException e) {
            throw S3Failures.named(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String backend() {
        return storage.backend();
    }

    @Override
    public StoredBody open(ModelRow row, ByteRange range) {
        return storage.open(row, range);
    }

    @Override
    public PoolState pool() {
        return storage.pool();
    }

    @Override
    public void probe() {
        storage.probe();
    }

    @Override
    public void close() {
        presigner.close();
        storage.close();
    }
}
