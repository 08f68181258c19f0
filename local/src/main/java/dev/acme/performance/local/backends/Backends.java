package dev.acme.performance.local.backends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** S3 and DynamoDB, started side by side; PostgreSQL when somebody first asks for it. */
public final class Backends implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 30;
    private static final String REGION = "us-east-1";

    private final S3Backend s3;
    private final DynamoDbBackend dynamoDb;
    private final Postgres postgres;
    private final Credentials credentials;

    private Backends(S3Backend s3, DynamoDbBackend dynamoDb, Postgres postgres, Credentials credentials) {
        this.s3 = s3;
        this.dynamoDb = dynamoDb;
        this.postgres = postgres;
        this.credentials = credentials;
    }

    /** Where and as whom they are started; a port of 0 is one that is free. */
    public record Settings(
            Path folder, ListenAddress s3, ListenAddress dynamoDb, ListenAddress postgres, Credentials credentials) {
        /** On free ports of this machine, with new credentials. */
        public static Settings ofFolder(Path folder) {
            var anywhere = ListenAddress.ofLoopback();
            return new Settings(folder, anywhere, anywhere, anywhere, Credentials.random());
        }
    }

    /** Starts both and asks each whether it is there. */
    public static Backends start(Settings settings) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var s3 = threads.submit(
                    () -> S3Backend.start(settings.folder().resolve("s3"), settings.s3(), settings.credentials()));
            var dynamoDb = threads.submit(() -> DynamoDbBackend.start(settings.dynamoDb()));
            try {
                var postgres = new Postgres(
                        settings.folder().resolve("postgres"), settings.postgres(), settings.credentials());
                var backends = new Backends(result(s3), result(dynamoDb), postgres, settings.credentials());
                HealthCheck.require("S3", backends.s3.endpoint());
                HealthCheck.require("DynamoDB", backends.dynamoDb.endpoint());
                return backends;
            } catch (BackendFailure failure) {
                closeIfStarted(s3);
                closeIfStarted(dynamoDb);
                throw failure;
            }
        }
    }

    private static <T> T result(Future<T> started) {
        try {
            return started.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BackendFailure failure
                    ? failure
                    : new BackendFailure("a backend did not start: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BackendFailure("a backend did not start within " + START_LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendFailure("interrupted while backends started", e);
        }
    }

    private static void closeIfStarted(Future<? extends AutoCloseable> started) {
        try {
            started.get(START_LIMIT_SECONDS, TimeUnit.SECONDS).close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            started.cancel(true);
        }
    }

    public Endpoints endpoints() {
        return new Endpoints(s3.endpoint(), dynamoDb.endpoint(), REGION, credentials);
    }

    /** Starts PostgreSQL where it does not run yet, which takes about two seconds. */
    public PostgresBackend postgres() {
        return postgres.get();
    }

    @Override
    public void close() {
        postgres.close();
        dynamoDb.close();
        s3.close();
    }

    /** A database that is there when it is first asked for. */
    private static final class Postgres implements AutoCloseable {
        private final Path folder;
        private final ListenAddress address;
        private final String password;
        private final List<PostgresBackend> started = new ArrayList<>();

        Postgres(Path folder, ListenAddress address, Credentials credentials) {
            this.folder = folder;
            this.address = address;
            this.password = credentials.secret();
        }

        synchronized PostgresBackend get() {
            if (started.isEmpty()) {
                started.add(PostgresBackend.start(folder, address, password));
            }
            return started.getFirst();
        }

        @Override
        public synchronized void close() {
            started.forEach(PostgresBackend::close);
            started.clear();
        }
    }
}
