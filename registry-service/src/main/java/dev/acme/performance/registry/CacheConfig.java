package dev.acme.performance.registry;

import static dev.acme.performance.registry.RegistryVariable.CACHE;
import static dev.acme.performance.registry.RegistryVariable.CACHE_BYTES;
import static dev.acme.performance.registry.RegistryVariable.CACHE_FOLDER;
import static dev.acme.performance.registry.RegistryVariable.ENABLE_CACHING;
import static dev.acme.performance.registry.RegistryVariable.FIRST_BYTE_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.POOL_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.STALL_TIMEOUT_SECONDS;

import com.sun.management.OperatingSystemMXBean;
import dev.acme.performance.registry.storage.cache.CacheSettings;
import dev.acme.performance.registry.storage.cache.CacheSettings.Kind;
import dev.acme.performance.registry.wire.WireSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/** What the configuration says of the cache. */
final class CacheConfig {
    static final long GIB = 1L << 30;
    /** What src/main/jvm/jvm.options lets lie outside the heap, less what everything else needs there. */
    static final long MOST_MEMORY = 15 * GIB;

    static final long MOST_DISK = 1024 * GIB;
    static final long STANDARD_MOST = 2 * GIB;

    private CacheConfig() {}

    static Optional<CacheSettings> of(ConfigValues values, int threads) {
        boolean enabled = values.word(ENABLE_CACHING).equals("true");
        var kind = values.word(CACHE).equals("disk") ? Kind.DISK : Kind.MEMORY;
        long bytes = switch (kind) {
            case MEMORY -> values.bytes(CACHE_BYTES, MOST_MEMORY, halfOfMemory());
            case DISK -> values.bytes(CACHE_BYTES, MOST_DISK, STANDARD_MOST);
        };
        var patience = values.seconds(POOL_TIMEOUT_SECONDS)
                .plus(values.seconds(FIRST_BYTE_TIMEOUT_SECONDS))
                .plus(values.seconds(STALL_TIMEOUT_SECONDS));
        return enabled
                ? Optional.of(new CacheSettings(
                        kind,
                        bytes,
                        Path.of(values.optional(CACHE_FOLDER).orElseGet(CacheConfig::standardFolder)),
                        patience,
                        WireSettings.pieceBytesFor(threads)))
                : Optional.empty();
    }

    /** Of the container, where it has a limit. */
    private static long halfOfMemory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.min(STANDARD_MOST, system.getTotalMemorySize() / 2);
    }

    private static String standardFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "registry-cache").toString();
    }
}
