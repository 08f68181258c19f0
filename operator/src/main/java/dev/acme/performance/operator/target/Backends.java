package dev.acme.performance.operator.target;

import java.util.Optional;

/** Where archives and metadata are kept. Without endpoints they are AWS's own; without a Secret the pod's role counts. */
public record Backends(
        Optional<String> s3Endpoint,
        String s3Region,
        String s3Bucket,
        Optional<String> dynamoDbEndpoint,
        String tablePrefix,
        Optional<String> credentialsSecret,
        String modelSource,
        Optional<Database> database) {
    /**
     * A PostgreSQL, for runs that ask for it.
     *
     * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}, without credentials
     * @param secret in the run's namespace, with the keys {@code username} and {@code password}, perhaps {@code ca.crt}
     * @param maxConnections that it takes, of all its clients together
     */
    public record Database(String url, String secret, int maxConnections) {}
}
