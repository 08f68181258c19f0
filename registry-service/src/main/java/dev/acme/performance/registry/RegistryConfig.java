package dev.acme.performance.registry;

import static dev.acme.performance.registry.ProcessVariable.PERFORMANCE_CONFIG;
import static dev.acme.performance.registry.RegistryVariable.AWS_CA_BUNDLE;
import static dev.acme.performance.registry.RegistryVariable.COMPUTE_BACKEND;
import static dev.acme.performance.registry.RegistryVariable.DELIVERY;
import static dev.acme.performance.registry.RegistryVariable.DYNAMODB_ENDPOINT;
import static dev.acme.performance.registry.RegistryVariable.DYNAMODB_TABLE;
import static dev.acme.performance.registry.RegistryVariable.ENABLE_CACHING;
import static dev.acme.performance.registry.RegistryVariable.FIRST_BYTE_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.HOST;
import static dev.acme.performance.registry.RegistryVariable.POOL_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.PORT;
import static dev.acme.performance.registry.RegistryVariable.QUEUE_LENGTH;
import static dev.acme.performance.registry.RegistryVariable.QUEUE_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.READY_MODEL;
import static dev.acme.performance.registry.RegistryVariable.S3_BUCKET;
import static dev.acme.performance.registry.RegistryVariable.S3_CONNECTION_POOL_SIZE;
import static dev.acme.performance.registry.RegistryVariable.S3_ENDPOINT;
import static dev.acme.performance.registry.RegistryVariable.S3_PREFIX;
import static dev.acme.performance.registry.RegistryVariable.S3_REGION;
import static dev.acme.performance.registry.RegistryVariable.SHUTDOWN_GRACE_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.STALL_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.STORAGE_BACKEND;
import static dev.acme.performance.registry.RegistryVariable.THREAD_POOL_SIZE;
import static dev.acme.performance.registry.RegistryVariable.WARM_UP_SECONDS;

import dev.acme.performance.registry.catalogue.CatalogueSettings;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.http.GateSettings;
import dev.acme.performance.registry.http.ServerSettings;
import dev.acme.performance.registry.storage.cache.CacheSettings;
import dev.acme.performance.registry.storage.rds.RdsSettings;
import dev.acme.performance.registry.storage.s3.S3Settings;
import dev.acme.performance.registry.tls.Trust;
import dev.acme.performance.registry.wire.WireSettings;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one process was told, once, at its start.
 *
 * @param server the listening side
 * @param s3 the bucket
 * @param wire the bounded pool of connections to it
 * @param catalogue the table
 * @param readyModel the archive without which the service is of no use yet: it waits for it before it opens its port
 * @param warmUp most time spent on warming up before the port opens
 * @param rds the database, where archives lie there and not in the bucket
 * @param cache absent where every archive comes from the storage
 * @param redirects whether clients are sent to the storage instead
 */
public record RegistryConfig(
        ServerSettings server,
        S3Settings s3,
        WireSettings wire,
        CatalogueSettings catalogue,
        Optional<ModelKey> readyModel,
        Duration warmUp,
        Optional<RdsSettings> rds,
        Optional<CacheSettings> cache,
        boolean redirects) {
    static final int MOST_CLIENTS = 10_000;
    private static final int SPARE_CONNECTIONS = 240;

    /**
     * Reads the environment, and the file it may name; the environment wins.
     *
     * @throws BadConfig naming every fault at once
     */
    public static RegistryConfig from(Map<String, String> environment) {
        return of(values(environment));
    }

    /**
     * The same for an always-warm service, which is no function.
     *
     * @throws BadConfig naming every fault at once
     */
    static RegistryConfig forServing(Map<String, String> environment) {
        var values = values(environment);
        if (values.word(COMPUTE_BACKEND).equals("lambda")) {
            values.fault(COMPUTE_BACKEND, "asks for 'lambda', which the commands function and function-host carry out");
        }
        return of(values);
    }

    static ConfigValues values(Map<String, String> environment) {
        var file = Optional.ofNullable(environment.get(PERFORMANCE_CONFIG.name()))
                .filter(name -> !name.isBlank())
                .map(ConfigFile::read)
                .orElseGet(ConfigFile::absent);
        var texts = new HashMap<>(file.values());
        for (var variable : RegistryVariable.values()) {
            var text = environment.get(variable.name());
            if (text != null) {
                texts.put(variable.name(), text);
            }
        }
        besideCredentials(environment).ifPresent(ca -> texts.putIfAbsent(AWS_CA_BUNDLE.name(), ca));
        var values = new ConfigValues(texts, file.faults());
        values.word(COMPUTE_BACKEND);
        return values;
    }

    /** A mounted Secret holds both, as the database's does. */
    private static Optional<String> besideCredentials(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("AWS_SHARED_CREDENTIALS_FILE"))
                .filter(file -> !file.isBlank())
                .map(file -> new File(file).getAbsoluteFile().toPath().resolveSibling("ca.crt"))
                // one that is there and cannot be read is a fault, and told by whoever reads it
                .filter(file -> !Files.notExists(file))
                .map(Path::toString);
    }

    /** @throws BadConfig naming every fault, also those found before */
    static RegistryConfig of(ConfigValues values) {
        int threads = values.number(THREAD_POOL_SIZE);
        int connections = values.number(S3_CONNECTION_POOL_SIZE);
        var region = values.text(S3_REGION);
        var rds = new DatabaseConfig(values).settings(threads);
        var cache = CacheConfig.of(values, threads);
        var remote = Remote.of(values, rds.isPresent());
        var config = new RegistryConfig(
                server(values, threads),
                new S3Settings(
                        remote.s3(),
                        region,
                        rds.isPresent() ? "" : values.required(S3_BUCKET),
                        values.prefix(S3_PREFIX)),
                wire(values, threads, connections, remote.trust()),
                catalogue(values, region, threads, remote, cache.isPresent()),
                values.model(READY_MODEL),
                values.seconds(WARM_UP_SECONDS),
                rds,
                cache,
                redirects(values));
        values.check();
        return config;
    }

    /** Where S3 and DynamoDB are, AWS's own where nobody says so, and who may vouch for them. */
    private record Remote(Optional<URI> s3, Optional<URI> dynamoDb, Trust trust) {
        /** Certificates are read where a connection needs them only: all the world's would be a third of a function's start. */
        static Remote of(ConfigValues values, boolean isInDatabase) {
            var s3 = values.httpUri(S3_ENDPOINT);
            var dynamoDb = values.httpUri(DYNAMODB_ENDPOINT);
            boolean isPlain = isPlain(dynamoDb) && (isInDatabase || isPlain(s3));
            return new Remote(s3, dynamoDb, isPlain ? Trust.ofTheJdk() : values.trust(AWS_CA_BUNDLE));
        }

        private static boolean isPlain(Optional<URI> endpoint) {
            return endpoint.filter(url -> "http".equals(url.getScheme())).isPresent();
        }
    }

    private static ServerSettings server(ConfigValues values, int threads) {
        return new ServerSettings(
                values.text(HOST),
                values.number(PORT),
                new GateSettings(threads, values.number(QUEUE_LENGTH), values.seconds(QUEUE_TIMEOUT_SECONDS)),
                MOST_CLIENTS + SPARE_CONNECTIONS,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                values.seconds(STALL_TIMEOUT_SECONDS),
                values.seconds(SHUTDOWN_GRACE_SECONDS));
    }

    private static WireSettings wire(ConfigValues values, int threads, int connections, Trust trust) {
        return new WireSettings(
                connections,
                values.seconds(POOL_TIMEOUT_SECONDS),
                Duration.ofSeconds(3),
                values.seconds(FIRST_BYTE_TIMEOUT_SECONDS),
                values.seconds(STALL_TIMEOUT_SECONDS),
                Duration.ofSeconds(8),
                WireSettings.pieceBytesFor(Math.min(threads, connections)),
                trust);
    }

    private static CatalogueSettings catalogue(
            ConfigValues values, String region, int threads, Remote remote, boolean sharesReads) {
        return new CatalogueSettings(
                remote.dynamoDb(),
                region,
                values.required(DYNAMODB_TABLE),
                threads + 2,
                Duration.ofSeconds(3),
                Duration.ofSeconds(8),
                remote.trust(),
                sharesReads);
    }

    private static boolean redirects(ConfigValues values) {
        boolean redirects = values.word(DELIVERY).equals("redirect");
        if (redirects && values.optional(STORAGE_BACKEND).filter("rds"::equals).isPresent()) {
            values.fault(DELIVERY, "redirects to a bucket: with STORAGE_BACKEND rds use 'proxy'");
        }
        if (redirects && values.optional(ENABLE_CACHING).filter("true"::equals).isPresent()) {
            values.fault(DELIVERY, "redirects past the service: with ENABLE_CACHING there would be nothing to cache");
        }
        return redirects;
    }
}
