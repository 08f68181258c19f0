package dev.acme.performance.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.acme.performance.local.LocalKubernetes;
import dev.acme.performance.local.LocalSettings;
import dev.acme.performance.local.backends.Endpoints;
import dev.acme.performance.local.backends.PostgresBackend;
import dev.acme.performance.local.backends.Shape;
import dev.acme.performance.operator.OperatorConfig;
import dev.acme.performance.operator.PerformanceOperator;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The one-machine Kubernetes with the real operator in it, as an administrator would install it. */
final class Machine implements AutoCloseable {
    private static final Set<String> PRESENT = Set.of("default", "kube-system", "kube-public");
    private static final String SECRET = "backend-credentials";
    private static final String DATABASE_SECRET = "database-credentials";
    private static final String DATABASE_NOTE = ";the database is a PostgreSQL on this machine with room for "
            + PostgresBackend.MAX_CONNECTIONS
            + " connections (not modelled: RDS's connection cap by memory, the 125 MB/s of gp3 volumes)";
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
    private static final String NOTES =
            "S3 is s3proxy, DynamoDB is DynamoDB Local, all on this machine (not modelled: S3's"
                    + " 503 above a prefix's rate, DynamoDB's throttles by partition and table%s);"
                    + " clients, service and storage share its processors and its loopback network;"
                    + " CPU limits of pods are told to their JVMs and not enforced";
    /** Where nothing shapes the storage's connections. */
    private static final String UNSHAPED = ", S3's 85 to 90 MB/s per connection";

    private final LocalKubernetes kubernetes;
    private final PerformanceOperator operator;
    private final CollectorRegistry metrics;

    private Machine(LocalKubernetes kubernetes, PerformanceOperator operator, CollectorRegistry metrics) {
        this.kubernetes = kubernetes;
        this.operator = operator;
        this.metrics = metrics;
    }

    /**
     * Starts everything that the runs need.
     *
     * @param needsDatabase whether a run asks for one: PostgreSQL takes two seconds to start
     * @param operator what else its operator is told: variables of docs/configuration.md
     */
    static Machine start(
            LocalSettings settings, Set<String> namespaces, boolean needsDatabase, Map<String, String> operator) {
        var kubernetes = LocalKubernetes.start(settings);
        try {
            var client = kubernetes.client();
            Contract.definitions().forEach(definition -> client.load(definition).create());
            var endpoints = kubernetes.backends().endpoints();
            namespaces.forEach(namespace -> prepare(client, namespace, endpoints));
            // closed before the node, whose guardian would kill it as a leftover
            var postgres = needsDatabase
                    ? Optional.of(kubernetes.with(kubernetes.backends().postgres()))
                    : Optional.<PostgresBackend>empty();
            postgres.ifPresent(database -> namespaces.forEach(
                    namespace -> client.resource(secretOf(namespace, database)).create()));
            var metrics = new CollectorRegistry();
            DefaultExports.register(metrics);
            var variables = environment(namespaces, endpoints, postgres);
            variables.put("FIDELITY_NOTES", notes(settings.shape(), postgres.isPresent()));
            variables.putAll(operator);
            var started = kubernetes.with(PerformanceOperator.start(
                    OperatorConfig.from(variables), client.getConfiguration(), LOOPBACK, metrics));
            return new Machine(kubernetes, started, metrics);
        } catch (RuntimeException | Error e) {
            kubernetes.close();
            throw e;
        }
    }

    KubernetesClient client() {
        return kubernetes.client();
    }

    /** Where the dashboard and its API are. */
    String api() {
        return "http://" + LOOPBACK + ":" + operator.apiPort();
    }

    /** Where Prometheus finds the operator. */
    String metrics() {
        return "http://" + LOOPBACK + ":" + operator.port() + "/metrics";
    }

    /** What both the Kubernetes API and the operator's ask for. */
    String token() {
        return kubernetes.token();
    }

    /** How often the operator has changed the API server so far. */
    int apiWrites() {
        return Collections.list(metrics.metricFamilySamples()).stream()
                .flatMap(family -> family.samples.stream())
                .filter(sample -> sample.name.equals("performance_operator_api_writes_total"))
                .mapToInt(sample -> (int) sample.value)
                .sum();
    }

    @Override
    public void close() {
        kubernetes.close();
    }

    private static void prepare(KubernetesClient client, String namespace, Endpoints endpoints) {
        if (!PRESENT.contains(namespace)) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
        var aws = endpoints.aws();
        String file =
                "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(aws.id(), aws.secret());
        client.resource(secret(namespace, SECRET, Map.of("credentials", file))).create();
    }

    private static Secret secretOf(String namespace, PostgresBackend postgres) {
        var credentials = postgres.credentials();
        return secret(
                namespace, DATABASE_SECRET, Map.of("username", credentials.id(), "password", credentials.secret()));
    }

    private static Secret secret(String namespace, String name, Map<String, String> texts) {
        var data = new TreeMap<String, String>();
        texts.forEach((key, text) -> data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withData(data)
                .build();
    }

    private static Map<String, String> environment(
            Set<String> namespaces, Endpoints endpoints, Optional<PostgresBackend> postgres) {
        var variables = new TreeMap<String, String>();
        variables.put("WATCH_NAMESPACES", String.join(",", namespaces));
        variables.put("REGISTRY_IMAGE", Programs.REGISTRY);
        variables.put("LOADGEN_IMAGE", Programs.LOADGEN);
        variables.put("REGISTRY_PORT", Integer.toString(freePort()));
        variables.put("S3_ENDPOINT", endpoints.s3().toString());
        variables.put("S3_BUCKET", "models");
        variables.put("DYNAMODB_ENDPOINT", endpoints.dynamoDb().toString());
        variables.put("CREDENTIALS_SECRET", SECRET);
        variables.put("FIDELITY", "simulated");
        postgres.ifPresent(database -> {
            variables.put("DATABASE_URL", database.address());
            variables.put("DATABASE_SECRET", DATABASE_SECRET);
            variables.put("DATABASE_MAX_CONNECTIONS", Integer.toString(PostgresBackend.MAX_CONNECTIONS));
        });
        variables.put("AUTOSCALING", "false");
        variables.put("HTTP_PORT", "0");
        variables.put("API_PORT", "off");
        return variables;
    }

    static String notes(Shape shape, boolean hasDatabase) {
        return NOTES.formatted(shape.connectionMBps() == 0 ? UNSHAPED : "")
                + (shape.isNone() ? "" : ";the storage is shaped: " + shape)
                + (hasDatabase ? DATABASE_NOTE : "");
    }

    /** A port that is free on every address of this machine, for every pod listens on an address of its own. */
    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
