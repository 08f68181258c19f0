package dev.acme.performance.registry.storage.s3;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.tls.Trust;
import dev.acme.performance.registry.wire.WireHttpClient;
import dev.acme.performance.registry.wire.WireSettings;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Asks whether the bucket is there, over two connections of its own, so that a busy pool does not look like a lost bucket. Its
 * client is made when it is first asked, which a function never is.
 */
final class BucketProbe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final S3Settings settings;
    private final Trust trust;
    private final Deadlines deadlines;
    private Optional<Client> client = Optional.empty();

    BucketProbe(S3Settings settings, Trust trust, Deadlines deadlines) {
        this.settings = settings;
        this.trust = trust;
        this.deadlines = deadlines;
    }

    private record Client(WireHttpClient http, S3Client s3) {}

    /** Returns where it is there; throws what the SDK and its HTTP client throw. */
    void ask() {
        var _ = client().s3()
                .headBucket(h -> h.bucket(settings.bucket()).overrideConfiguration(o -> o.apiCallTimeout(LIMIT)));
    }

    private synchronized Client client() {
        var made = client.orElseGet(() -> {
            var http = new WireHttpClient(
                    new WireSettings(2, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, WireSettings.SMALLEST_PIECE, trust),
                    deadlines);
            return new Client(http, S3Clients.of(settings, http, 1));
        });
        client = Optional.of(made);
        return made;
    }

    @Override
    public synchronized void close() {
        client.ifPresent(made -> {
            made.s3().close();
            made.http().close();
        });
    }
}
