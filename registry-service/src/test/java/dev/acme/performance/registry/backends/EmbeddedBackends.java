package dev.acme.performance.registry.backends;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** An S3 endpoint that checks signatures and a DynamoDB, both on loopback, both in this JVM. */
public final class EmbeddedBackends implements AutoCloseable {
    public static final String BUCKET = "models";
    public static final String TABLE = "models";

    private static final String ACCESS_KEY = "test";
    private static final String SECRET_KEY = "test-secret";

    private final BlobStore objects;
    private final S3Proxy s3;
    private final Server dynamo;

    private EmbeddedBackends(BlobStore objects, S3Proxy s3, Server dynamo) {
        this.objects = objects;
        this.s3 = s3;
        this.dynamo = dynamo;
    }

    /** Starts both, the objects as files under the folder. */
    public static EmbeddedBackends start(Path folder) {
        return start(new FilesystemNio2BlobStore(folder.toString()));
    }

    /** Starts both, the objects in the given store. */
    public static EmbeddedBackends start(BlobStore objects) {
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
        var s3 = S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            s3.start();
            var dynamo = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            dynamo.setHandler(
                    new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, false, false), "*"));
            dynamo.start();
            return new EmbeddedBackends(objects, s3, dynamo);
        } catch (Exception e) {
            throw new IllegalStateException("embedded backends did not start", e);
        }
    }

    public URI s3Endpoint() {
        return URI.create("http://127.0.0.1:" + s3.getPort());
    }

    public URI dynamoEndpoint() {
        return URI.create("http://127.0.0.1:" + ((ServerConnector) dynamo.getConnectors()[0]).getLocalPort());
    }

    /** Takes an object away behind everybody's back. */
    public void delete(String bucket, String object) {
        objects.removeBlob(bucket, object);
    }

    /** What a service needs to find them, on any free port of loopback. */
    public Map<String, String> environment() {
        return Map.of(
                "S3_ENDPOINT",
                s3Endpoint().toString(),
                "S3_BUCKET",
                BUCKET,
                "DYNAMODB_ENDPOINT",
                dynamoEndpoint().toString(),
                "DYNAMODB_TABLE",
                TABLE,
                "HOST",
                "127.0.0.1",
                "PORT",
                "0",
                "AWS_ACCESS_KEY_ID",
                ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET_KEY);
    }

    @Override
    public void close() {
        try {
            s3.stop();
            dynamo.stop();
        } catch (Exception e) {
            throw new IllegalStateException("embedded backends did not stop", e);
        }
    }
}
