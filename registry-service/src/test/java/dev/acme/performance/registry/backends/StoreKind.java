package dev.acme.performance.registry.backends;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every storage that a service can be told to use. */
public enum StoreKind {
    S3(Place.BUCKET, "", 16 << 20),
    BYTEA(Place.CHUNKS, "", 256 << 10),
    LARGEOBJECT(Place.LARGE_OBJECTS, "", 64 << 10),
    MEMORY_OVER_S3(Place.BUCKET, "memory", 1 << 20),
    DISK_OVER_S3(Place.BUCKET, "disk", 256 << 10),
    MEMORY_OVER_BYTEA(Place.CHUNKS, "memory", 1 << 20);

    private final Place place;
    private final String cache;
    private final int seam;

    StoreKind(Place place, String cache, int seam) {
        this.place = place;
        this.cache = cache;
        this.seam = seam;
    }

    private enum Place {
        BUCKET,
        CHUNKS,
        LARGE_OBJECTS
    }

    /** After how many bytes it begins another part, row, request or piece, the largest of them. */
    public int seam() {
        return seam;
    }

    public boolean isCached() {
        return !cache.isEmpty();
    }

    /** Its name in metrics. */
    public String label() {
        return place == Place.BUCKET ? "s3" : "rds";
    }

    /** Where it listens. */
    public int port(EmbeddedBackends backends, EmbeddedDatabase database) {
        return place == Place.BUCKET ? backends.s3Endpoint().getPort() : database.port();
    }

    /** The variables that put a cache into the folder, where it has one. */
    public Map<String, String> caching(Path folder) {
        return isCached()
                ? Map.of(
                        "ENABLE_CACHING",
                        "true",
                        "CACHE",
                        cache,
                        "CACHE_BYTES",
                        Integer.toString(64 << 20),
                        "CACHE_FOLDER",
                        folder.toString())
                : Map.of();
    }

    /**
     * What tells a service to use it, without a cache.
     *
     * @param port of loopback behind which it is
     * @param name of a registry of its own
     */
    public Map<String, String> environment(
            EmbeddedBackends backends, EmbeddedDatabase database, int port, String name) {
        var environment = new HashMap<>(backends.environment());
        environment.put("DYNAMODB_TABLE", name);
        mode().ifPresentOrElse(
                        mode -> {
                            environment.keySet().removeIf(key -> key.startsWith("S3_"));
                            environment.putAll(database.environment(port));
                            environment.put("DATABASE_PREFIX", name + "/prefix/");
                            environment.put("RDS_MODE", mode);
                        },
                        () -> {
                            environment.put("S3_ENDPOINT", "http://127.0.0.1:" + port);
                            environment.put("S3_BUCKET", name);
                            environment.put("S3_PREFIX", "some/prefix/");
                        });
        return environment;
    }

    private Optional<String> mode() {
        return switch (place) {
            case BUCKET -> Optional.empty();
            case CHUNKS -> Optional.of("bytea");
            case LARGE_OBJECTS -> Optional.of("largeobject");
        };
    }
}
