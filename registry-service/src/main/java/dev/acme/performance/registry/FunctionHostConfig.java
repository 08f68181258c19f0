package dev.acme.performance.registry;

import static dev.acme.performance.registry.RegistryVariable.FUNCTION_AOT_CACHE;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_BUFFERED_BYTES;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_ENVIRONMENT_MB;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_HOST_MEMORY_MB;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_IDLE_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_INIT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_MAX_CONCURRENCY;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_MEMORY_MB;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_PROVISIONED_CONCURRENCY;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_RAMP_PER_10_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_REQUESTS_PER_SECOND;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_RESPONSE_MODE;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_STARTS_AT_ONCE;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_STREAM_FREE_MB;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_STREAM_MB;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_STREAM_MB_PER_SECOND;
import static dev.acme.performance.registry.RegistryVariable.FUNCTION_TIMEOUT_SECONDS;

import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.host.AnswerSettings;
import dev.acme.performance.registry.host.FleetSettings;
import dev.acme.performance.registry.host.HostHeap;
import dev.acme.performance.registry.http.ServerSettings;
import dev.acme.performance.registry.storage.cache.CacheSettings;
import java.nio.file.Path;
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
    /** What the host takes for itself. */
    static final int OWN_MB = 160;

    private static final long MB = 1_000_000;
    static final int MOST = 1000;

    /** @throws BadConfig naming every fault at once */
    static FunctionHostConfig from(Map<String, String> environment) {
        var values = RegistryConfig.values(environment);
        var fleet = fleet(values);
        var answers = new AnswerSettings(
                values.word(FUNCTION_RESPONSE_MODE).equals("streaming"),
                values.number(FUNCTION_BUFFERED_BYTES),
                values.number(FUNCTION_STREAM_MB) * MB,
                values.number(FUNCTION_STREAM_FREE_MB) * MB,
                values.number(FUNCTION_STREAM_MB_PER_SECOND) * MB);
        var cache = values.optional(FUNCTION_AOT_CACHE).map(Path::of);
        var registry = RegistryConfig.of(values);
        var caches = registry.cache()
                .filter(settings -> settings.kind() == CacheSettings.Kind.DISK)
                .map(CacheSettings::folder);
        return new FunctionHostConfig(registry.server(), registry.readyModel(), fleet, answers, cache, caches);
    }

    private static FleetSettings fleet(ConfigValues values) {
        int most = values.number(FUNCTION_MAX_CONCURRENCY);
        int provisioned = values.number(FUNCTION_PROVISIONED_CONCURRENCY);
        if (provisioned > most) {
            values.fault(FUNCTION_PROVISIONED_CONCURRENCY, "must not be greater than FUNCTION_MAX_CONCURRENCY");
        }
        return new FleetSettings(
                values.number(FUNCTION_MEMORY_MB),
                most,
                provisioned,
                values.seconds(FUNCTION_IDLE_SECONDS),
                values.seconds(FUNCTION_TIMEOUT_SECONDS),
                values.seconds(FUNCTION_INIT_SECONDS),
                values.number(FUNCTION_REQUESTS_PER_SECOND),
                values.number(FUNCTION_RAMP_PER_10_SECONDS),
                room(values, Math.max(1, provisioned)),
                values.number(FUNCTION_STARTS_AT_ONCE, Runtime.getRuntime().availableProcessors()));
    }

    /** Environments that fit into the host's memory, where somebody says how much it has, and whose answers fit into its heap. */
    private static int room(ConfigValues values, int least) {
        int host = values.number(FUNCTION_HOST_MEMORY_MB);
        int each = values.number(FUNCTION_ENVIRONMENT_MB);
        int heap = HostHeap.holds(Runtime.getRuntime().maxMemory());
        if (host == 0) {
            return heap;
        }
        int room = Math.min(heap, Math.max(0, host - OWN_MB) / each);
        if (room < least) {
            values.fault(
                    FUNCTION_HOST_MEMORY_MB,
                    "leaves room for " + room + " environments of " + each + " MB beside the host's own " + OWN_MB
                            + " MB, but at least " + least + " are needed");
        }
        return room;
    }
}
