package dev.acme.performance.registry.storage.s3;

import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.storage.Archive;
import dev.acme.performance.registry.storage.ArchiveStore;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import dev.acme.performance.registry.tls.Trust;
import dev.acme.performance.registry.tls.Untrusted;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Puts archives into an S3 bucket: small ones at once, large ones in parts. */
public final class S3ArchiveStore implements ArchiveStore {
    private static final int ATTEMPTS = 4;
    private static final int COPY_BYTES = 128 * 1024;
    private static final String HOME_REGION = "us-east-1";

    private final S3Settings settings;
    private final Trust trust;
    private final S3Client client;

    /**
     * @param trust who may vouch for an https endpoint
     * @param connections most requests at once
     * @param timeout longest wait for the bucket's next byte
     */
    public S3ArchiveStore(S3Settings settings, Trust trust, int connections, Duration timeout) {
        this.settings = settings;
        this.trust = trust;
        var http = Apache5HttpClient.builder()
                .maxConnections(connections)
                .connectionTimeout(Duration.ofSeconds(3))
                .connectionAcquisitionTimeout(timeout)
                .socketTimeout(timeout);
        trust.managers().ifPresent(managers -> http.tlsTrustManagersProvider(() -> managers));
        this.client = S3Clients.of(settings, http.build(), ATTEMPTS);
    }

    @Override
    public void prepare() {
        try {
            var _ = client.headBucket(h -> h.bucket(settings.bucket()));
        } catch (NoSuchBucketException e) {
            createBucket();
        } catch (SdkException e) {
            throw named(e);
        }
    }

    @Override
    public String put(ModelKey key, long sizeBytes, Archive archive) throws IOException {
        try {
            return sizeBytes <= PartedUpload.PART_BYTES
                    ? putAtOnce(key, sizeBytes, archive)
                    : putInParts(key, sizeBytes, archive);
        } catch (SdkException e) {
            throw named(e);
        }
    }

    @Override
    public String read(ModelKey key, OutputStream into) {
        try (var body = client.getObject(g -> g.bucket(settings.bucket()).key(settings.objectName(key)))) {
            var piece = new byte[COPY_BYTES];
            for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                into.write(piece, 0, n);
            }
            return body.response().eTag();
        } catch (SdkException e) {
            throw named(e);
        } catch (IOException e) {
            throw new StorageFailure(Reason.CUT_OFF, "the object broke off: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private String putAtOnce(ModelKey key, long sizeBytes, Archive archive) throws IOException {
        var bytes = new FixedBuffer((int) sizeBytes);
        archive.writeTo(bytes);
        if (bytes.room() > 0) {
            throw new IOException("fewer than the " + sizeBytes + " bytes announced");
        }
        var answer = client.putObject(
                p -> p.bucket(settings.bucket()).key(settings.objectName(key)).contentType(FixedBuffer.ZIP),
                bytes.content());
        return answer.eTag();
    }

    private String putInParts(ModelKey key, long sizeBytes, Archive archive) throws IOException {
        try (var upload = PartedUpload.begin(client, settings.bucket(), settings.objectName(key))) {
            archive.writeTo(upload);
            if (upload.written() != sizeBytes) {
                throw new IOException(upload.written() + " bytes instead of the " + sizeBytes + " announced");
            }
            return upload.complete();
        }
    }

    private StorageFailure named(SdkException e) {
        var server = settings.endpoint().map(URI::toString).orElse("S3");
        return S3Failures.named(
                Untrusted.of(e, server, trust).<RuntimeException>map(it -> it).orElse(e));
    }

    /** Another populate may create it at the same time: then it is ours, which is what we want. */
    private void createBucket() {
        try {
            var _ = client.createBucket(c -> {
                c.bucket(settings.bucket());
                if (!settings.region().equals(HOME_REGION)
                        && settings.endpoint().isEmpty()) {
                    c.createBucketConfiguration(l -> l.locationConstraint(settings.region()));
                }
            });
        } catch (BucketAlreadyOwnedByYouException e) {
            return;
        } catch (SdkException e) {
            throw named(e);
        }
    }
}
