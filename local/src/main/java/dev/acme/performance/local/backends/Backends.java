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
    private final Optional<Relay> s3Way;
    private final DynamoDbBackend dynamoDb;
    private final Optional<Relay> dynamoDbWay;
    private final Postgres postgres;
    private final Credentials credentials;

    private Backends(Settings settings, S3Backend s3, DynamoDbBackend dynamoDb, Postgres postgres) {
        var archives = settings.shape().ofArchives();
        var catalogue = settings.shape().ofCatalogue();
        this.s3 = s3;
        this.s3Way = way(settings.s3(), s3.endpoint(), archives, Relay.Questions.HTTP_GET);
        this.dynamoDb = dynamoDb;
        this.dynamoDbWay = way(settings.dynamoDb(), dynamoDb.endpoint(), catalogue, Relay.Questions.ALL);
        this.postgres = postgres;
        this.credentials = settings.credentials();
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

        /** Where a backend itself listens: behind its relay, where its part of the shape needs one. */
        private static ListenAddress own(ListenAddress address, Shape part) {
            return part.isNone() ? address : ListenAddress.ofLoopback();
        }
    }

    /** Starts both and asks each whether it is there. */
    public static Backends start(Settings settings) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var s3 = threads.submit(() -> S3Backend.start(
                    settings.folder().resolve("s3"),
                    Settings.own(settings.s3(), settings.shape().ofArchives()),
                    settings.credentials()));
            var dynamoDb = threads.submit(() -> DynamoDbBackend.start(
                    Settings.own(settings.dynamoDb(), settings.shape().ofCatalogue())));
            try {
                var backends = new Backends(settings, result(s3), result(dynamoDb), new Postgres(settings));
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

    private static Optional<Relay> way(ListenAddress address, URI backend, Shape part, Relay.Questions questions) {
        return part.isNone() ? Optional.empty() : Optional.of(Relay.open(address, backend.getPort(), part, questions));
    }

    private static URI shaped(URI direct, Optional<Relay> way) {
        return way.map(relay -> URI.create("http://" + direct.getHost() + ":" + relay.port()))
                .orElse(direct);
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
        return new Endpoints(
                shaped(s3.endpoint(), s3Way), shaped(dynamoDb.endpoint(), dynamoDbWay), REGION, credentials);
    }

    /** Starts PostgreSQL where it does not run yet, which takes about two seconds. */
    public PostgresBackend postgres() {
        return postgres.get();
    }

    @Override
    public void close() {
        postgres.close();
        dynamoDbWay.ifPresent(Relay::close);
        dynamoDb.close();
        s3Way.ifPresent(Relay::close);
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
                var shape = settings.shape().ofArchives();
                var direct = PostgresBackend.start(
                        settings.folder().resolve("postgres"),
                        Settings.own(settings.postgres(), shape),
                        settings.credentials().secret());
                started.add(shape.isNone() ? direct : direct.behind(settings.postgres(), shape));
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
