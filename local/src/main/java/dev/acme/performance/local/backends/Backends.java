package dev.acme.performance.local.backends;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Optional<Relay> way;
    private final DynamoDbBackend dynamoDb;
    private final Postgres postgres;
    private final Credentials credentials;

    private Backends(
            S3Backend s3, Optional<Relay> way, DynamoDbBackend dynamoDb, Postgres postgres, Credentials credentials) {
        this.s3 = s3;
        this.way = way;
        this.dynamoDb = dynamoDb;
        this.postgres = postgres;
        this.credentials = credentials;
    }

    /** Where, as whom and how slow they are started; a port of 0 is one that is free. */
    public record Settings(
            Path folder,
            ListenAddress s3,
            ListenAddress dynamoDb,
            ListenAddress postgres,
            Credentials credentials,
            Shape shape) {
        /** On free ports of this machine, with new credentials. */
        public static Settings ofFolder(Path folder) {
            var anywhere = ListenAddress.ofLoopback();
            return new Settings(folder, anywhere, anywhere, anywhere, Credentials.random(), Shape.NONE);
        }

        public Settings shaped(Shape other) {
            return new Settings(folder, s3, dynamoDb, postgres, credentials, other);
        }

        /** Where a backend itself listens: behind its relay, where there is one. */
        private ListenAddress own(ListenAddress address) {
            return shape.isNone() ? address : ListenAddress.ofLoopback();
        }
    }

    /** Starts both and asks each whether it is there. */
    public static Backends start(Settings settings) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var s3 = threads.submit(() -> S3Backend.start(
                    settings.folder().resolve("s3"), settings.own(settings.s3()), settings.credentials()));
            var dynamoDb = threads.submit(() -> DynamoDbBackend.start(settings.dynamoDb()));
            try {
                var started = result(s3);
                var backends = new Backends(
                        started,
                        way(settings, started),
                        result(dynamoDb),
                        new Postgres(settings),
                        settings.credentials());
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

    private static Optional<Relay> way(Settings settings, S3Backend s3) {
        return settings.shape().isNone()
                ? Optional.empty()
                : Optional.of(
                        Relay.open(settings.s3(), s3.endpoint().getPort(), settings.shape(), Relay.Questions.HTTP_GET));
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
        URI direct = s3.endpoint();
        URI shaped = way.map(relay -> URI.create("http://" + direct.getHost() + ":" + relay.port()))
                .orElse(direct);
        return new Endpoints(shaped, dynamoDb.endpoint(), REGION, credentials);
    }

    /** Starts PostgreSQL where it does not run yet, which takes about two seconds. */
    public PostgresBackend postgres() {
        return postgres.get();
    }

    @Override
    public void close() {
        postgres.close();
        dynamoDb.close();
        way.ifPresent(Relay::close);
        s3.close();
    }

    /** A database that is there when it is first asked for. */
    private static final class Postgres implements AutoCloseable {
        private final Settings settings;
        private final List<PostgresBackend> started = new ArrayList<>();

        Postgres(Settings settings) {
            this.settings = settings;
        }

        synchronized PostgresBackend get() {
            if (started.isEmpty()) {
                var direct = PostgresBackend.start(
                        settings.folder().resolve("postgres"),
                        settings.own(settings.postgres()),
                        settings.credentials().secret());
                started.add(settings.shape().isNone() ? direct : direct.behind(settings.postgres(), settings.shape()));
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
