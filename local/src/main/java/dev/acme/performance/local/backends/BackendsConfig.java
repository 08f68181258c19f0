package dev.acme.performance.local.backends;

import static dev.acme.performance.local.backends.BackendsVariable.AWS_ACCESS_KEY_ID;
import static dev.acme.performance.local.backends.BackendsVariable.AWS_SECRET_ACCESS_KEY;
import static dev.acme.performance.local.backends.BackendsVariable.DYNAMODB_PORT;
import static dev.acme.performance.local.backends.BackendsVariable.FOLDER;
import static dev.acme.performance.local.backends.BackendsVariable.HOST;
import static dev.acme.performance.local.backends.BackendsVariable.POSTGRES_PORT;
import static dev.acme.performance.local.backends.BackendsVariable.S3_PORT;
import static dev.acme.performance.local.backends.BackendsVariable.STORAGE_SHAPE;

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
    /** Some variables are wrong; the message names them all. */
    static final class BadEnvironment extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadEnvironment(List<String> faults) {
            super("bad environment: " + String.join("; ", faults));
        }
    }

    static BackendsConfig from(Map<String, String> environment) {
        var faults = new ArrayList<String>();
        String host = HOST.in(environment);
        var s3 = port(environment, S3_PORT, faults);
        var dynamoDb = port(environment, DYNAMODB_PORT, faults);
        var postgres = port(environment, POSTGRES_PORT, faults);
        String id = AWS_ACCESS_KEY_ID.in(environment);
        String secret = AWS_SECRET_ACCESS_KEY.in(environment);
        if (id.isEmpty() != secret.isEmpty()) {
            faults.add("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together");
        }
        var shape = shape(STORAGE_SHAPE.in(environment), faults);
        if (!faults.isEmpty()) {
            throw new BadEnvironment(faults);
        }
        return new BackendsConfig(
                FOLDER.in(environment),
                new ListenAddress(host, s3.orElseThrow()),
                new ListenAddress(host, dynamoDb.orElseThrow()),
                postgres.map(port -> new ListenAddress(host, port)),
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

    /** Empty where there is none, or a wrong one. */
    private static Optional<Integer> port(
            Map<String, String> environment, BackendsVariable variable, List<String> faults) {
        String text = variable.in(environment);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > BackendsVariable.MOST_PORT) {
            faults.add(variable + "=" + text + " is not a port");
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text));
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
