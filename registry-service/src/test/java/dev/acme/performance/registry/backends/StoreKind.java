package dev.acme.performance.registry.backends;

import java.util.HashMap;
import java.util.Map;

/** Every storage that a service can be told to use. */
public enum StoreKind {
    S3,
    BYTEA,
    LARGEOBJECT;

    /** Where it listens. */
    public int port(EmbeddedBackends backends, EmbeddedDatabase database) {
        return this == S3 ? backends.s3Endpoint().getPort() : database.port();
    }

    /**
     * What tells a service to use it.
     *
     * @param port of loopback behind which it is
     * @param name of a registry of its own
     */
    public Map<String, String> environment(
            EmbeddedBackends backends, EmbeddedDatabase database, int port, String name) {
        var environment = new HashMap<>(backends.environment());
        environment.put("DYNAMODB_TABLE", name);
        switch (this) {
            case S3 -> {
                environment.put("S3_ENDPOINT", "http://127.0.0.1:" + port);
                environment.put("S3_BUCKET", name);
                environment.put("S3_PREFIX", "some/prefix/");
            }
            case BYTEA, LARGEOBJECT -> {
                environment.keySet().removeIf(key -> key.startsWith("S3_"));
                environment.putAll(database.environment(port));
                environment.put("DATABASE_PREFIX", name + "/prefix/");
                environment.put("RDS_MODE", name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return environment;
    }
}
