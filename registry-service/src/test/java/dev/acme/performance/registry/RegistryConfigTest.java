package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.storage.cache.CacheSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process takes from its environment and its file. */
final class RegistryConfigTest {
    private static final Map<String, String> LEAST = Map.of("S3_BUCKET", "models", "DYNAMODB_TABLE", "table");

    @Test
    void theContractsDefaultsHold() {
        var config = RegistryConfig.from(LEAST);

        assertThat(config.server().host()).isEqualTo("0.0.0.0");
        assertThat(config.server().port()).isEqualTo(8080);
        assertThat(config.server().gate().threads()).isEqualTo(100);
        assertThat(config.wire().connections()).isEqualTo(150);
        assertThat(config.s3().region()).isEqualTo("us-east-1");
        assertThat(config.s3().endpoint()).isEmpty();
        assertThat(config.catalogue().table()).isEqualTo("table");
    }

    @Test
    void aBundleOfAuthoritiesIsReadWhereAConnectionNeedsItOnly() {
        var plain = with(Map.of(
                "AWS_CA_BUNDLE", "/nowhere", "S3_ENDPOINT", "http://s3:9000", "DYNAMODB_ENDPOINT", "http://db:8000"));
        var secure = new HashMap<>(plain);
        secure.put("DYNAMODB_ENDPOINT", "https://db:8000");

        assertThat(RegistryConfig.from(plain).wire().trust()).hasToString("the JDK's authorities");
        assertThatThrownBy(() -> RegistryConfig.from(secure))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("AWS_CA_BUNDLE names no file");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThatThrownBy(() -> RegistryConfig.from(
                        Map.of("THREAD_POOL_SIZE", "0", "PORT", "http", "S3_ENDPOINT", "localhost", "CACHE", "tape")))
                .isInstanceOf(BadConfig.class)
                .hasMessageContainingAll(
                        "THREAD_POOL_SIZE must be from 1 to 1024, not 0",
                        "PORT must be a whole number from 0 to 65535, not 'http'",
                        "S3_ENDPOINT must be an http or https URL, not 'localhost'",
                        "CACHE must be one of memory, disk, not 'tape'",
                        "S3_BUCKET is required",
                        "DYNAMODB_TABLE is required");
    }

    @Test
    void aCacheIsBoundedByItsBytes() {
        var config = RegistryConfig.from(
                with(Map.of("ENABLE_CACHING", "true", "CACHE", "disk", "CACHE_BYTES", "1000", "CACHE_FOLDER", "/x")));

        assertThat(config.cache()).hasValueSatisfying(cache -> {
            assertThat(cache.kind()).isEqualTo(CacheSettings.Kind.DISK);
            assertThat(cache.bytes()).isEqualTo(1000);
            assertThat(cache.folder()).isEqualTo(Path.of("/x"));
        });
        assertThat(RegistryConfig.from(with("ENABLE_CACHING", "true")).cache())
                .hasValueSatisfying(cache -> assertThat(cache.bytes()).isPositive());
        assertThat(RegistryConfig.from(LEAST).cache()).isEmpty();
    }

    @Test
    void whatPassesByTheServiceCannotBeCached() {
        assertThat(RegistryConfig.from(with("DELIVERY", "redirect")).redirects())
                .isTrue();
        assertThatThrownBy(() -> RegistryConfig.from(with(Map.of("DELIVERY", "redirect", "ENABLE_CACHING", "true"))))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("DELIVERY");
    }

    @Test
    void aFunctionIsNotServed() {
        assertThatThrownBy(() -> RegistryConfig.forServing(with("COMPUTE_BACKEND", "lambda")))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("COMPUTE_BACKEND asks for 'lambda'");
        assertThat(RegistryConfig.from(with("COMPUTE_BACKEND", "lambda"))
                        .server()
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void aDatabaseNeedsNoBucket(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("username"), "registry\n");
        Files.writeString(folder.resolve("password"), "secret\n");
        Files.copy(Path.of("src/test/resources/authority.crt"), folder.resolve("ca.crt"));

        var config = RegistryConfig.from(Map.of(
                "STORAGE_BACKEND", "rds",
                "DATABASE_URL", "jdbc:postgresql://db.example:5433/models?sslmode=require",
                "DATABASE_CREDENTIALS", folder.toString(),
                "DATABASE_CONNECTION_POOL_SIZE", "64",
                "RDS_MODE", "largeobject",
                "DYNAMODB_TABLE", "table"));

        var rds = config.rds().orElseThrow();
        assertThat(rds.user()).isEqualTo("registry");
        assertThat(rds.password()).isEqualTo("secret");
        assertThat(rds.rootCertificate()).contains(folder.resolve("ca.crt"));
        assertThat(rds.readers()).isEqualTo(64);
        assertThat(rds.pieceBytes()).as("of 64 busy connections").isEqualTo(128 << 10);
        assertThat(rds.toString()).doesNotContain("secret");
    }

    /** Left out in silence, the server would not have to prove itself any more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a certificate",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            })
    void anAuthorityWithoutACertificateIsRefused(String content, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("ca.crt"), content);

        assertThatThrownBy(() -> RegistryConfig.from(withDatabase(folder)))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining(
                        "DATABASE_CREDENTIALS names a folder whose file 'ca.crt' holds no certificate: put");
    }

    @Test
    void anAuthorityThatCannotBeReadIsRefused(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("ca.crt"));

        assertThatThrownBy(() -> RegistryConfig.from(withDatabase(folder)))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("DATABASE_CREDENTIALS names a folder whose file 'ca.crt' cannot be read: put");
    }

    private static Map<String, String> withDatabase(Path folder) throws IOException {
        Files.writeString(folder.resolve("username"), "registry");
        Files.writeString(folder.resolve("password"), "secret");
        return Map.of(
                "STORAGE_BACKEND", "rds",
                "DATABASE_URL", "jdbc:postgresql://db.example/models",
                "DATABASE_CREDENTIALS", folder.toString(),
                "DYNAMODB_TABLE", "table");
    }

    @Test
    void whatADatabaseLacksIsNamedAtOnce(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("username"), "registry");
        var chosen = Map.of("STORAGE_BACKEND", "rds", "DYNAMODB_TABLE", "table");

        assertThatThrownBy(() -> RegistryConfig.from(chosen))
                .hasMessageContainingAll("DATABASE_URL is required", "DATABASE_CREDENTIALS is required");

        var without = new HashMap<>(chosen);
        without.put("DATABASE_URL", "jdbc:postgresql://[::1]/models");
        without.put("DATABASE_CREDENTIALS", folder.toString());
        assertThatThrownBy(() -> RegistryConfig.from(without))
                .hasMessageContaining("file 'password' cannot be read")
                .hasMessageNotContaining("DATABASE_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "THREAD_POOL_SIZE, 1025",
        "S3_CONNECTION_POOL_SIZE, -1",
        "S3_CONNECTION_POOL_SIZE, 1.5",
        "DATABASE_CONNECTION_POOL_SIZE, 501",
        "PORT, 65536",
        "S3_ENDPOINT, ftp://x",
        "S3_ENDPOINT, 'http://a b'",
        "AWS_CA_BUNDLE, /nowhere/ca.pem",
        "AWS_CA_BUNDLE, pom.xml",
        "S3_PREFIX, ../",
        "S3_PREFIX, /",
        "S3_PREFIX, a",
        "DATABASE_URL, postgresql://host/db",
        "DATABASE_URL, jdbc:postgresql://host",
        "DATABASE_URL, jdbc:postgresql://me:secret@host/db",
        "DATABASE_URL, jdbc:postgresql://host/db?user=me&password=secret",
        "DATABASE_URL, jdbc:postgresql://host/db?socketFactory=a.B",
        "DATABASE_PREFIX, ../",
        "RDS_MODE, text",
        "QUEUE_LENGTH, x",
        "STORAGE_BACKEND, gcs",
        "ENABLE_CACHING, yes",
        "DELIVERY, ftp",
        "CACHE_BYTES, 0",
        "CACHE_BYTES, 1Gi",
        "CACHE_BYTES, 99999999999999999999"
    })
    void aBadValueIsNamedWithItsKey(String key, String value) {
        assertThatThrownBy(() -> RegistryConfig.from(with(key, value)))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining(key);
    }

    @Test
    void theFileFillsWhatTheEnvironmentLeavesOpen(@TempDir Path folder) throws Exception {
        var file = Files.writeString(
                folder.resolve("config.json"),
                "{\"s3_bucket\":\"file\",\"dynamodb_table\":\"file\",\"port\":1234,\"s3_endpoint\":\"http://h:1\"}");

        var config =
                RegistryConfig.from(Map.of("PERFORMANCE_CONFIG", file.toString(), "DYNAMODB_TABLE", "environment"));

        assertThat(config.s3().bucket()).isEqualTo("file");
        assertThat(config.catalogue().table()).isEqualTo("environment");
        assertThat(config.server().port()).isEqualTo(1234);
        assertThat(config.s3().endpoint()).contains(URI.create("http://h:1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"s3_buckets\":\"x\"} | unknown key 's3_buckets'",
                "{\"S3_BUCKET\":\"x\"} | unknown key 'S3_BUCKET'",
                "{\"port\":{}} | port must be a plain value",
                "{\"port\":1,\"port\":2} | no JSON",
                "[] | not one JSON object",
                "{ | no JSON"
            })
    void aFaultyFileIsNamed(String content, String fault, @TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("config.json"), content);

        assertThatThrownBy(() -> RegistryConfig.from(with("PERFORMANCE_CONFIG", file.toString())))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining(fault);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> RegistryConfig.from(with("PERFORMANCE_CONFIG", folder + "/nothing")))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("cannot be read");
    }

    private static Map<String, String> with(String key, String value) {
        return with(Map.of(key, value));
    }

    private static Map<String, String> with(Map<String, String> more) {
        var environment = new HashMap<>(LEAST);
        environment.putAll(more);
        return environment;
    }
}
