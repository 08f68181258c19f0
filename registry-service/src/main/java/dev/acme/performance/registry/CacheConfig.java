package dev.acme.performance.registry;

import com.sun.management.OperatingSystemMXBean;
import dev.acme.performance.registry.storage.cache.CacheSettings;
import dev.acme.performance.registry.storage.cache.CacheSettings.Kind;
import dev.acme.performance.registry.wire.WireSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the configuration says of the cache. */
final class CacheConfig {
    private static final long GIB = 1L << 30;
    /** What src/main/jvm/jvm.options lets lie outside the heap, less what everything else needs there. */
    private static final long MOST_MEMORY = 15 * GIB;

    private static final long MOST_DISK = 1024 * GIB;
    private static final long STANDARD_MOST = 2 * GIB;

    private CacheConfig() {}

    static Optional<CacheSettings> of(ConfigValues values, int threads) {
        boolean enabled =
                values.word("ENABLE_CACHING", List.of("false", "true")).equals("true");
        var kind = values.word("CACHE", List.of("memory", "disk")).equals("disk") ? Kind.DISK : Kind.MEMORY;
        long bytes = switch (kind) {
            case MEMORY -> values.bytes("CACHE_BYTES", 1, MOST_MEMORY, halfOfMemory());
            case DISK -> values.bytes("CACHE_BYTES", 1, MOST_DISK, STANDARD_MOST);
        };
        var patience = values.seconds("POOL_TIMEOUT_SECONDS", 1, 3600, 60)
                .plus(values.seconds("FIRST_BYTE_TIMEOUT_SECONDS", 1, 3600, 15))
                .plus(values.seconds("STALL_TIMEOUT_SECONDS", 1, 3600, 30));
        return enabled
                ? Optional.of(new CacheSettings(
                        kind,
                        bytes,
                        Path.of(values.text("CACHE_FOLDER").orElseGet(CacheConfig::standardFolder)),
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
