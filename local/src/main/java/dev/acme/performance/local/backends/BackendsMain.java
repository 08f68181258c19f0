package dev.acme.performance.local.backends;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Runs only the backends: S3, DynamoDB and, where it is asked for, PostgreSQL.
 *
 * <p>It prints one line for each, {@code name=endpoint}, then {@code ready}, and runs until SIGTERM. Exit code 64: bad
 * environment; 1: something did not start.
 */
public final class BackendsMain {
    private static final int BAD_ENVIRONMENT = 64;

    private BackendsMain() {}

    public static void main(String[] args) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        try {
            var config = BackendsConfig.from(System.getenv());
            var backends = Backends.start(config.settings());
            Runtime.getRuntime().addShutdownHook(new Thread(backends::close, "stop"));
            print(config, backends);
            stopped.await();
        } catch (BackendsConfig.BadEnvironment e) {
            System.err.println(e.getMessage());
            System.exit(BAD_ENVIRONMENT);
        } catch (BackendFailure | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void print(BackendsConfig config, Backends backends) throws IOException {
        var endpoints = backends.endpoints();
        System.out.println("s3=" + endpoints.s3());
        System.out.println("dynamodb=" + endpoints.dynamoDb());
        if (config.hasPostgres()) {
            var postgres = backends.postgres();
            System.out.println("postgres=" + postgres.address() + "?user="
                    + postgres.credentials().id());
        }
        System.out.println("region=" + endpoints.region());
        if (config.areCredentialsNew()) {
            System.out.println("credentials=" + endpoints.aws().id() + ":"
                    + endpoints.aws().secret());
        }
        System.out.println("ready");
    }
}
