package dev.acme.performance.registry;

import dev.acme.performance.registry.catalogue.CatalogueSettings;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.http.GateSettings;
import dev.acme.performance.registry.http.ServerSettings;
import dev.acme.performance.registry.storage.cache.CacheSettings;
import dev.acme.performance.registry.storage.rds.RdsSettings;
import dev.acme.performance.registry.storage.s3.S3Settings;
import dev.acme.performance.registry.wire.WireSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    /** Names the file that holds what the environment does not. */
    static final String FILE = "PERFORMANCE_CONFIG";

    private static final String COMPUTE = "COMPUTE_BACKEND";
    private static final List<String> COMPUTES = List.of("ecs", "lambda");

    static final List<String> KEYS = List.of(
            COMPUTE,
            "STORAGE_BACKEND",
            "ENABLE_CACHING",
            "CACHE",
            "CACHE_BYTES",
            "CACHE_FOLDER",
            "DELIVERY",
            "THREAD_POOL_SIZE",
            "S3_CONNECTION_POOL_SIZE",
            "DATABASE_CONNECTION_POOL_SIZE",
            "S3_ENDPOINT",
            "S3_REGION",
            "S3_BUCKET",
            "S3_PREFIX",
            "DYNAMODB_ENDPOINT",
            "DYNAMODB_TABLE",
            "DATABASE_URL",
            "DATABASE_CREDENTIALS",
            "DATABASE_PREFIX",
            "RDS_MODE",
            "HOST",
            "PORT",
            "QUEUE_LENGTH",
            "QUEUE_TIMEOUT_SECONDS",
            "POOL_TIMEOUT_SECONDS",
            "FIRST_BYTE_TIMEOUT_SECONDS",
            "STALL_TIMEOUT_SECONDS",
            "SHUTDOWN_GRACE_SECONDS",
            "READY_MODEL",
            "WARM_UP_SECONDS");

    private static final List<String> ALL_KEYS =
            Stream.concat(KEYS.stream(), FunctionHostConfig.KEYS.stream()).toList();
    private static final int MOST_CLIENTS = 10_000;
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
        if (values.word(COMPUTE, COMPUTES).equals(COMPUTES.getLast())) {
            values.fault(COMPUTE, "asks for 'lambda', which the commands function and function-host carry out");
        }
        return of(values);
    }

    static ConfigValues values(Map<String, String> environment) {
        var file = Optional.ofNullable(environment.get(FILE))
                .filter(name -> !name.isBlank())
                .map(name -> ConfigFile.read(name, ALL_KEYS))
                .orElseGet(ConfigFile::absent);
        var texts = new HashMap<>(file.values());
        ALL_KEYS.forEach(key -> Optional.ofNullable(environment.get(key)).ifPresent(text -> texts.put(key, text)));
        var values = new ConfigValues(texts, file.faults());
        values.word(COMPUTE, COMPUTES);
        return values;
    }

    /** @throws BadConfig naming every fault, also those found before */
    static RegistryConfig of(ConfigValues values) {
        int threads = values.number("THREAD_POOL_SIZE", 1, 1024, 100);
        int connections = values.number("S3_CONNECTION_POOL_SIZE", 1, 1024, 150);
        var region = values.text("S3_REGION").orElse("us-east-1");
        var rds = new DatabaseConfig(values).settings(threads);
        var cache = CacheConfig.of(values, threads);
        var config = new RegistryConfig(
                server(values, threads),
                new S3Settings(
                        values.httpUri("S3_ENDPOINT"),
                        region,
                        rds.isPresent() ? "" : values.required("S3_BUCKET"),
                        values.prefix("S3_PREFIX")),
                wire(values, threads, connections),
                catalogue(values, region, threads, cache.isPresent()),
                values.model("READY_MODEL"),
                values.seconds("WARM_UP_SECONDS", 0, 60, 4),
                rds,
                cache,
                redirects(values));
        values.check();
        return config;
    }

    private static ServerSettings server(ConfigValues values, int threads) {
        return new ServerSettings(
                values.text("HOST").orElse("0.0.0.0"),
                values.number("PORT", 0, 65_535, 8080),
                new GateSettings(
                        threads,
                        values.number("QUEUE_LENGTH", 0, MOST_CLIENTS, MOST_CLIENTS),
                        values.seconds("QUEUE_TIMEOUT_SECONDS", 1, 3600, 300)),
                MOST_CLIENTS + SPARE_CONNECTIONS,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                values.seconds("STALL_TIMEOUT_SECONDS", 1, 3600, 30),
                values.seconds("SHUTDOWN_GRACE_SECONDS", 0, 3600, 25));
    }

    private static WireSettings wire(ConfigValues values, int threads, int connections) {
        return new WireSettings(
                connections,
                values.seconds("POOL_TIMEOUT_SECONDS", 1, 3600, 60),
                Duration.ofSeconds(3),
                values.seconds("FIRST_BYTE_TIMEOUT_SECONDS", 1, 3600, 15),
                values.seconds("STALL_TIMEOUT_SECONDS", 1, 3600, 30),
                Duration.ofSeconds(8),
                WireSettings.pieceBytesFor(Math.min(threads, connections)));
    }

    private static CatalogueSettings catalogue(ConfigValues values, String region, int threads, boolean sharesReads) {
        return new CatalogueSettings(
                values.httpUri("DYNAMODB_ENDPOINT"),
                region,
                values.required("DYNAMODB_TABLE"),
                threads + 2,
                Duration.ofSeconds(3),
                Duration.ofSeconds(8),
                sharesReads);
    }

    private static boolean redirects(ConfigValues values) {
        boolean redirects =
                values.word("DELIVERY", List.of("proxy", "redirect")).equals("redirect");
        if (redirects && values.text("STORAGE_BACKEND").filter("rds"::equals).isPresent()) {
            values.fault("DELIVERY", "redirects to a bucket: with STORAGE_BACKEND rds use 'proxy'");
        }
        if (redirects && values.text("ENABLE_CACHING").filter("true"::equals).isPresent()) {
            values.fault("DELIVERY", "redirects past the service: with ENABLE_CACHING there would be nothing to cache");
        }
        return redirects;
    }
}
