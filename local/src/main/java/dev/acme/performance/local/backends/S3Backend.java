package dev.acme.performance.local.backends;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3 on files of a folder (s3proxy), with signatures checked. */
final class S3Backend implements AutoCloseable {
    /** A download holds a thread: more than a hundred at once must not wait for each other. */
    private static final int MOST_THREADS = 300;

    private static final long STOP_LIMIT_MILLIS = 1000;

    private final S3Proxy proxy;
    private final URI endpoint;

    private S3Backend(S3Proxy proxy, URI endpoint) {
        this.proxy = proxy;
        this.endpoint = endpoint;
    }

    static S3Backend start(Path folder, ListenAddress address, Credentials credentials) {
        try {
            Files.createDirectories(folder);
            var proxy = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://" + address.host() + ":" + address.port()))
                    .awsAuthentication(AuthenticationType.AWS_V4, credentials.id(), credentials.secret())
                    .jettyMaxThreads(MOST_THREADS)
                    .stopTimeout(STOP_LIMIT_MILLIS)
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
            return new S3Backend(proxy, URI.create("http://" + address.host() + ":" + proxy.getPort()));
        } catch (Exception e) {
            throw new BackendFailure("S3 did not start on " + address + ": " + e.getMessage(), e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new BackendFailure("S3 did not stop", e);
        }
    }
}
