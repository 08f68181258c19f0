package dev.acme.performance.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link BackendsMain} reads from its environment.
 *
 * @param folder empty for a new one under the system's temporary folder
 * @param areCredentialsNew nobody else can know them yet
 * @param postgres absent where there shall be no PostgreSQL
 * @param shape how slow the storages are made
 */
record BackendsConfig(
        String folder,
        ListenAddress s3,
        ListenAddress dynamoDb,
        Optional<ListenAddress> postgres,
        Credentials credentials,
        boolean areCredentialsNew,
        Shape shape) {
    private static final int NONE = -1;

    /** Some variables are wrong; the message names them all. */
    static final class BadEnvironment extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadEnvironment(List<String> faults) {
            super("bad environment: " + String.join("; ", faults));
        }
    }

    /**
     * Reads {@code HOST} (127.0.0.1), {@code S3_PORT}, {@code DYNAMODB_PORT} (0: any), {@code POSTGRES_PORT} (absent: none),
     * {@code FOLDER}, {@code STORAGE_SHAPE} (absent: as fast as they are; see {@link Shape#parse}), and {@code AWS_ACCESS_KEY_ID} with {@code AWS_SECRET_ACCESS_KEY} (absent: new ones).
     */
    static BackendsConfig from(Map<String, String> environment) {
        var faults = new ArrayList<String>();
        String host = environment.getOrDefault("HOST", "127.0.0.1");
        int s3 = port(environment, "S3_PORT", 0, faults);
        int dynamoDb = port(environment, "DYNAMODB_PORT", 0, faults);
        int postgres = port(environment, "POSTGRES_PORT", NONE, faults);
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        if (id.isEmpty() != secret.isEmpty()) {
            faults.add("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together");
        }
        var shape = shape(environment.getOrDefault("STORAGE_SHAPE", ""), faults);
        if (!faults.isEmpty()) {
            throw new BadEnvironment(faults);
        }
        return new BackendsConfig(
                environment.getOrDefault("FOLDER", ""),
                new ListenAddress(host, s3),
                new ListenAddress(host, dynamoDb),
                postgres == NONE ? Optional.empty() : Optional.of(new ListenAddress(host, postgres)),
                id.isEmpty() ? Credentials.random() : new Credentials(id, secret),
                id.isEmpty(),
                shape);
    }

    private static Shape shape(String text, List<String> faults) {
        try {
            return Shape.parse(text);
        } catch (Shape.BadShape e) {
            faults.add("STORAGE_SHAPE: " + e.getMessage());
            return Shape.NONE;
        }
    }

    private static int port(Map<String, String> environment, String name, int otherwise, List<String> faults) {
        String text = environment.getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            faults.add(name + "=" + text + " is not a port");
            return otherwise;
        }
        return Integer.parseInt(text);
    }

    boolean hasPostgres() {
        return postgres.isPresent();
    }

    Backends.Settings settings() throws IOException {
        Path path = folder.isEmpty() ? Files.createTempDirectory("backends") : Path.of(folder);
        return new Backends.Settings(
                path, s3, dynamoDb, postgres.orElse(ListenAddress.ofLoopback()), credentials, shape);
    }
}
