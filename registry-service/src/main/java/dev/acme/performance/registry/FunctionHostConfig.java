package dev.acme.performance.registry;

import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.host.AnswerSettings;
import dev.acme.performance.registry.host.FleetSettings;
import dev.acme.performance.registry.http.ServerSettings;
import dev.acme.performance.registry.storage.cache.CacheSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a function host was told, once, at its start.
 *
 * @param server the listening side
 * @param readyModel what the recording environment is asked for
 * @param fleet how many environments there may be
 * @param answers how answers leave
 * @param aotCache the JDK's cache of compiled and linked classes, given to each environment
 */
record FunctionHostConfig(
        ServerSettings server,
        Optional<ModelKey> readyModel,
        FleetSettings fleet,
        AnswerSettings answers,
        Optional<Path> aotCache,
        Optional<Path> caches) {
    static final List<String> KEYS = List.of(
            "FUNCTION_MEMORY_MB",
            "FUNCTION_MAX_CONCURRENCY",
            "FUNCTION_PROVISIONED_CONCURRENCY",
            "FUNCTION_IDLE_SECONDS",
            "FUNCTION_TIMEOUT_SECONDS",
            "FUNCTION_INIT_SECONDS",
            "FUNCTION_REQUESTS_PER_SECOND",
            "FUNCTION_RAMP_PER_10_SECONDS",
            "FUNCTION_RESPONSE_MODE",
            "FUNCTION_BUFFERED_BYTES",
            "FUNCTION_STREAM_MB",
            "FUNCTION_STREAM_FREE_MB",
            "FUNCTION_STREAM_MB_PER_SECOND",
            "FUNCTION_HOST_MEMORY_MB",
            "FUNCTION_ENVIRONMENT_MB",
            "FUNCTION_STARTS_AT_ONCE",
            "FUNCTION_AOT_CACHE");

    /** What the host takes for itself. */
    private static final int OWN_MB = 160;

    private static final long MB = 1_000_000;
    private static final int MOST = 1000;

    /** @throws BadConfig naming every fault at once */
    static FunctionHostConfig from(Map<String, String> environment) {
        var values = RegistryConfig.values(environment);
        var fleet = fleet(values);
        var answers = new AnswerSettings(
                values.word("FUNCTION_RESPONSE_MODE", List.of("streaming", "buffered"))
                        .equals("streaming"),
                values.number("FUNCTION_BUFFERED_BYTES", 1, 6_291_556, 6_291_556),
                values.number("FUNCTION_STREAM_MB", 0, 10_000, 200) * MB,
                values.number("FUNCTION_STREAM_FREE_MB", 0, 10_000, 6) * MB,
                values.number("FUNCTION_STREAM_MB_PER_SECOND", 0, 10_000, 2) * MB);
        var cache = values.text("FUNCTION_AOT_CACHE").map(Path::of);
        var registry = RegistryConfig.of(values);
        var caches = registry.cache()
                .filter(settings -> settings.kind() == CacheSettings.Kind.DISK)
                .map(CacheSettings::folder);
        return new FunctionHostConfig(registry.server(), registry.readyModel(), fleet, answers, cache, caches);
    }

    private static FleetSettings fleet(ConfigValues values) {
        int most = values.number("FUNCTION_MAX_CONCURRENCY", 1, MOST, 100);
        int provisioned = values.number("FUNCTION_PROVISIONED_CONCURRENCY", 0, MOST, 0);
        if (provisioned > most) {
            values.fault("FUNCTION_PROVISIONED_CONCURRENCY", "must not be greater than FUNCTION_MAX_CONCURRENCY");
        }
        return new FleetSettings(
                values.number("FUNCTION_MEMORY_MB", 128, 10_240, 1769),
                most,
                provisioned,
                values.seconds("FUNCTION_IDLE_SECONDS", 0, 3600, 300),
                values.seconds("FUNCTION_TIMEOUT_SECONDS", 1, 900, 300),
                values.seconds("FUNCTION_INIT_SECONDS", 0, 900, 10),
                values.number("FUNCTION_REQUESTS_PER_SECOND", 0, 10_000, 10),
                values.number("FUNCTION_RAMP_PER_10_SECONDS", 0, 10_000, 1000),
                room(values, Math.max(1, provisioned)),
                values.number(
                        "FUNCTION_STARTS_AT_ONCE", 1, MOST, Runtime.getRuntime().availableProcessors()));
    }

    /** Environments that fit into the host's memory; any number where nobody says how much it has. */
    private static int room(ConfigValues values, int least) {
        int host = values.number("FUNCTION_HOST_MEMORY_MB", 0, 1 << 20, 0);
        int each = values.number("FUNCTION_ENVIRONMENT_MB", 16, 10_240, 110);
        if (host == 0) {
            return Integer.MAX_VALUE;
        }
        int room = Math.max(0, host - OWN_MB) / each;
        if (room < least) {
            values.fault(
                    "FUNCTION_HOST_MEMORY_MB",
                    "leaves room for " + room + " environments of " + each + " MB beside the host's own " + OWN_MB
                            + " MB, but at least " + least + " are needed");
        }
        return room;
    }
}
