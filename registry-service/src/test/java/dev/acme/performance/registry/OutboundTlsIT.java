package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.backends.Authority;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.EmbeddedDatabase;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Link;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.populate.PopulateFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The service behind which everything speaks TLS, with an authority that no JDK knows. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutboundTlsIT {
    private static final int SIZE = 300_001;
    private static final String PATH = Registry.archive("arnir0_Tiny-LLM");

    private Path folder;
    private Authority authority;
    private Authority stranger;
    private EmbeddedBackends backends;
    private EmbeddedDatabase database;
    private Link s3;
    private Link dynamo;

    @BeforeAll
    void start(EmbeddedBackends shared, @TempDir Path temporary) throws Exception {
        folder = temporary;
        backends = shared;
        authority = Authority.in(folder.resolve("authority"));
        stranger = Authority.in(folder.resolve("stranger"));
        var server = authority.vouchFor("ip:127.0.0.1");
        s3 = Link.secure(server.context(), backends.s3Endpoint().getPort());
        dynamo = Link.secure(server.context(), backends.dynamoEndpoint().getPort());
        database = EmbeddedDatabase.start(server);
    }

    @AfterAll
    void stop() {
        s3.close();
        dynamo.close();
        database.close();
    }

    @Test
    void isFilledAndServesWhereItsAuthorityIsNamed() throws Exception {
        var environment = with("AWS_CA_BUNDLE", authority.certificate());

        var filled = Fill.generated(environment, SIZE, 3);

        try (var registry = Registry.start(RegistryConfig.from(environment))) {
            assertThat(Registry.sha256(registry.get(PATH).body()))
                    .isEqualTo(filled.model().sha256());
            assertThat(registry.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void findsItBesideTheCredentialsWhereASecretHoldsBoth() throws Exception {
        var secret = Files.createDirectory(folder.resolve("secret"));
        Files.copy(authority.certificate(), secret.resolve("ca.crt"));
        var environment = with("AWS_SHARED_CREDENTIALS_FILE", secret.resolve("credentials"));

        Fill.generated(environment, SIZE, 2);

        try (var registry = Registry.start(RegistryConfig.from(environment))) {
            assertThat(registry.get(PATH).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAuthorityThatNobodyNamedIsNamedWithWhereToPutIt() {
        var ofTheJdk = environment();
        var another = with("AWS_CA_BUNDLE", stranger.certificate());

        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(ofTheJdk)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("the storage cannot be reached: storage: https://127.0.0.1:" + s3.port()
                        + " shows a certificate of an authority that is not trusted: name its certificate (PEM) in"
                        + " AWS_CA_BUNDLE, in a cluster as ca.crt of the Secret with the credentials; trusted are the JDK's"
                        + " authorities");
        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(another)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("authority that is not trusted")
                .hasMessageEndingWith("trusted are " + stranger.certificate());
        assertThatThrownBy(() -> Fill.generated(another, SIZE, 2))
                .isInstanceOf(PopulateFailure.class)
                .hasMessageContainingAll("authority that is not trusted", "AWS_CA_BUNDLE");
    }

    @Test
    void aCatalogueIsNoMoreBelievedThanAStorage() {
        var environment = with("S3_ENDPOINT", backends.s3Endpoint());

        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(environment)))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith(
                        "the catalogue cannot be reached: catalogue: https://127.0.0.1:" + dynamo.port() + " shows")
                .hasMessageContaining("AWS_CA_BUNDLE");
        assertThatThrownBy(() -> Fill.generated(environment, SIZE, 2))
                .isInstanceOf(PopulateFailure.class)
                .hasMessageContaining("AWS_CA_BUNDLE");
    }

    @Test
    void aCertificateForAnotherNameIsNoProof() {
        var environment = with("AWS_CA_BUNDLE", authority.certificate());
        environment.put("S3_ENDPOINT", "https://localhost:" + s3.port());

        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(environment)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("https://localhost:" + s3.port() + " shows a certificate for another name");
        assertThatThrownBy(() -> Fill.generated(environment, SIZE, 2))
                .isInstanceOf(PopulateFailure.class)
                .hasMessageContaining("https://localhost:" + s3.port() + " shows a certificate for another name");
    }

    @Test
    void aPlainPortIsSaidToBeOne() {
        var environment = with("AWS_CA_BUNDLE", authority.certificate());
        environment.put(
                "S3_ENDPOINT", "https://127.0.0.1:" + backends.s3Endpoint().getPort());

        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(environment)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("speaks no TLS there");
    }

    @Test
    void anExpiredCertificateIsSaidToBeOne() throws Exception {
        var late = Authority.in(folder.resolve("late"));
        var expired = late.vouchFor("ip:127.0.0.1", "-startdate", "-3d", "-validity", "1");
        try (var door = Link.secure(expired.context(), backends.s3Endpoint().getPort())) {
            var environment = with("AWS_CA_BUNDLE", late.certificate());
            environment.put("S3_ENDPOINT", "https://127.0.0.1:" + door.port());

            assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(environment)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("has expired or is not valid yet");
        }
    }

    @Test
    void aDatabaseThatProvesItselfIsFilledAndServes() throws Exception {
        var environment = inDatabase("127.0.0.1", database.port(), authority);

        var filled = Fill.generated(environment, SIZE, 3);

        try (var registry = Registry.start(RegistryConfig.from(environment))) {
            assertThat(Registry.sha256(registry.get(PATH).body()))
                    .isEqualTo(filled.model().sha256());
            assertThat(database.number("select count(*) from pg_stat_ssl s join pg_stat_activity a using (pid)"
                            + " where a.application_name = 'registry-service' and not s.ssl"))
                    .as("connections without TLS")
                    .isZero();
        }
    }

    @Test
    void aDatabaseThatDoesNotIsRefusedWithWhatToDo() throws Exception {
        var another = inDatabase("127.0.0.1", database.port(), stranger);
        var elsewhere = inDatabase("localhost", database.port(), authority);

        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(another)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll(
                        "the database shows a certificate of an authority that is not trusted",
                        "ca.crt of DATABASE_CREDENTIALS");
        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(elsewhere)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("the database shows a certificate for another name");
        assertThatThrownBy(() -> Fill.generated(another, SIZE, 2))
                .isInstanceOf(PopulateFailure.class)
                .hasMessageContaining("ca.crt of DATABASE_CREDENTIALS");
    }

    @Test
    void aDatabaseWithoutTlsIsRefusedWhereProofIsAskedFor(EmbeddedDatabase plain) throws Exception {
        var environment = inDatabase("127.0.0.1", plain.port(), authority);

        assertThatThrownBy(() -> RegistryService.start(RegistryConfig.from(environment)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("the database speaks no TLS there");
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(backends.environment());
        environment.put("S3_ENDPOINT", "https://127.0.0.1:" + s3.port());
        environment.put("S3_BUCKET", "b-" + UUID.randomUUID());
        environment.put("DYNAMODB_ENDPOINT", "https://127.0.0.1:" + dynamo.port());
        environment.put("DYNAMODB_TABLE", "t-" + UUID.randomUUID());
        environment.put("WARM_UP_SECONDS", "0");
        return environment;
    }

    private Map<String, String> with(String variable, Object value) {
        var environment = environment();
        environment.put(variable, value.toString());
        return environment;
    }

    /** Metadata plainly, archives in the database, which the authority must have vouched for. */
    private Map<String, String> inDatabase(String host, int port, Authority trusted) throws IOException {
        var credentials = Files.createTempDirectory(folder, "database");
        Files.writeString(credentials.resolve("username"), "postgres");
        Files.writeString(credentials.resolve("password"), "any");
        Files.copy(trusted.certificate(), credentials.resolve("ca.crt"));
        var environment = with("DYNAMODB_ENDPOINT", backends.dynamoEndpoint());
        environment.keySet().removeIf(key -> key.startsWith("S3_"));
        environment.put("STORAGE_BACKEND", "rds");
        environment.put("DATABASE_URL", "jdbc:postgresql://" + host + ":" + port + "/postgres");
        environment.put("DATABASE_CREDENTIALS", credentials.toString());
        environment.put("DATABASE_PREFIX", "tls-" + UUID.randomUUID() + "/");
        return environment;
    }
}
