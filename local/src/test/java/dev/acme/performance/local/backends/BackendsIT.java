package dev.acme.performance.local.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3, DynamoDB and PostgreSQL do what their users rely on. */
class BackendsIT {
    private static final int DOWNLOADS = 100;

    @TempDir
    static Path folder;

    private static Backends backends;

    @BeforeAll
    static void start() {
        backends = Backends.start(Backends.Settings.ofFolder(folder));
    }

    @AfterAll
    static void stop() {
        backends.close();
    }

    private static S3Client s3(String secret) {
        var endpoints = backends.endpoints();
        return S3Client.builder()
                .endpointOverride(endpoints.s3())
                .forcePathStyle(true)
                .region(Region.of(endpoints.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(endpoints.aws().id(), secret)))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(DOWNLOADS))
                .build();
    }

    @Test
    void aHundredDownloadsAtOnceAllArriveWhole() throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        try (var client = s3(backends.endpoints().aws().secret());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.createBucket(bucket -> bucket.bucket("models"));
            client.putObject(object -> object.bucket("models").key("m/x.zip"), RequestBody.fromBytes(content));

            var downloads = IntStream.range(0, DOWNLOADS)
                    .mapToObj(i -> threads.submit(() -> client.getObjectAsBytes(
                                    object -> object.bucket("models").key("m/x.zip"))
                            .asByteArray()))
                    .toList();

            for (var download : downloads) {
                assertThat(download.get()).isEqualTo(content);
            }
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        try (var stranger = s3("wrong")) {
            assertThatThrownBy(stranger::listBuckets)
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void dynamoDbAnswersOnLoopbackOnly() {
        var endpoints = backends.endpoints();
        assertThat(endpoints.dynamoDb().getHost()).isEqualTo("127.0.0.1");
        try (var client = dynamoDb(endpoints)) {
            assertThat(client.listTables().tableNames()).isEmpty();
        }
        assertThatThrownBy(() -> HealthCheck.require(
                        "DynamoDB",
                        URI.create("http://127.0.0.2:" + endpoints.dynamoDb().getPort())))
                .isInstanceOf(BackendFailure.class);
    }

    @Test
    void aShapedCatalogueAnswersLateAndArchivesDoNot(@TempDir Path other) {
        var shape = Shape.parse("metadataMs=300");
        try (var shaped = Backends.start(Backends.Settings.ofFolder(other).shaped(shape));
                var client = dynamoDb(shaped.endpoints())) {
            client.listTables();

            long start = System.nanoTime();
            assertThat(client.listTables().tableNames()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));

            long asked = System.nanoTime();
            HealthCheck.require("S3", shaped.endpoints().s3());
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(300));
        }
    }

    private static DynamoDbClient dynamoDb(Endpoints endpoints) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoints.dynamoDb())
                .region(Region.of(endpoints.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        endpoints.aws().id(), endpoints.aws().secret())))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    @Test
    void postgresStartsWhenItIsAskedFor() throws Exception {
        var postgres = backends.postgres();
        var credentials = postgres.credentials();

        try (var connection = DriverManager.getConnection(postgres.address(), credentials.id(), credentials.secret());
                var statement = connection.createStatement();
                var result = statement.executeQuery("select 1 + 1")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getInt(1)).isEqualTo(2);
        }
    }
}
