package dev.acme.performance.registry.backends;

import java.nio.file.Path;

/** The embedded backends as a process of their own, for benchmarks: prints where they are, ends with its input. */
final class EmbeddedBackendsMain {
    private EmbeddedBackendsMain() {}

    public static void main(String[] arguments) throws Exception {
        try (var backends = EmbeddedBackends.start(Path.of(arguments[0]))) {
            System.out.printf("{\"s3\":\"%s\",\"dynamo\":\"%s\"}%n", backends.s3Endpoint(), backends.dynamoEndpoint());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
