package dev.acme.performance.registry.backends;

import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.Stores;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.storage.ModelStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A storage behind a link of its own, with a pool of two and as little patience as can be configured. */
public record HastyReader(Link link, ModelStorage storage, Deadlines deadlines) implements AutoCloseable {
    public static HastyReader over(Link link, Map<String, String> environment) {
        var hasty = new HashMap<>(environment);
        for (var pool : List.of("S3_CONNECTION_POOL_SIZE", "DATABASE_CONNECTION_POOL_SIZE")) {
            hasty.put(pool, "2");
        }
        for (var limit : List.of("POOL_TIMEOUT_SECONDS", "FIRST_BYTE_TIMEOUT_SECONDS", "STALL_TIMEOUT_SECONDS")) {
            hasty.put(limit, "1");
        }
        var deadlines = new Deadlines();
        return new HastyReader(link, Stores.delivered(RegistryConfig.from(hasty), deadlines), deadlines);
    }

    /** The link first: a pool that still connects over a silent one would be waited for. */
    @Override
    public void close() {
        link.close();
        storage.close();
        deadlines.close();
    }
}
