package dev.acme.performance.operator;

import static dev.acme.performance.operator.OperatorVariable.API_PORT;
import static dev.acme.performance.operator.OperatorVariable.AUTOSCALING;
import static dev.acme.performance.operator.OperatorVariable.CEILING_CLIENTS;
import static dev.acme.performance.operator.OperatorVariable.CEILING_CPU;
import static dev.acme.performance.operator.OperatorVariable.CEILING_MEMORY;
import static dev.acme.performance.operator.OperatorVariable.CEILING_REPLICAS;
import static dev.acme.performance.operator.OperatorVariable.COLLECT_TIMEOUT_SECONDS;
import static dev.acme.performance.operator.OperatorVariable.CREDENTIALS_SECRET;
import static dev.acme.performance.operator.OperatorVariable.DATABASE_MAX_CONNECTIONS;
import static dev.acme.performance.operator.OperatorVariable.DATABASE_SECRET;
import static dev.acme.performance.operator.OperatorVariable.DATABASE_URL;
import static dev.acme.performance.operator.OperatorVariable.DYNAMODB_ENDPOINT;
import static dev.acme.performance.operator.OperatorVariable.DYNAMODB_TABLE;
import static dev.acme.performance.operator.OperatorVariable.EXTERNAL_TARGETS;
import static dev.acme.performance.operator.OperatorVariable.FIDELITY;
import static dev.acme.performance.operator.OperatorVariable.FIDELITY_NOTES;
import static dev.acme.performance.operator.OperatorVariable.HTTP_PORT;
import static dev.acme.performance.operator.OperatorVariable.IMAGE_PULL_SECRETS;
import static dev.acme.performance.operator.OperatorVariable.LEADER_ELECTION;
import static dev.acme.performance.operator.OperatorVariable.LEASE_NAME;
import static dev.acme.performance.operator.OperatorVariable.LEASE_NAMESPACE;
import static dev.acme.performance.operator.OperatorVariable.LOADGEN_IMAGE;
import static dev.acme.performance.operator.OperatorVariable.LOAD_CPU;
import static dev.acme.performance.operator.OperatorVariable.LOAD_MEMORY;
import static dev.acme.performance.operator.OperatorVariable.LOAD_PLACEMENT;
import static dev.acme.performance.operator.OperatorVariable.LOAD_START_TIMEOUT_SECONDS;
import static dev.acme.performance.operator.OperatorVariable.MODEL_SOURCE;
import static dev.acme.performance.operator.OperatorVariable.POD_NAME;
import static dev.acme.performance.operator.OperatorVariable.POPULATE_TIMEOUT_SECONDS;
import static dev.acme.performance.operator.OperatorVariable.PRICE_SHEET;
import static dev.acme.performance.operator.OperatorVariable.REGISTRY_IMAGE;
import static dev.acme.performance.operator.OperatorVariable.REGISTRY_PLACEMENT;
import static dev.acme.performance.operator.OperatorVariable.REGISTRY_PORT;
import static dev.acme.performance.operator.OperatorVariable.REGISTRY_SERVICE_ACCOUNT;
import static dev.acme.performance.operator.OperatorVariable.RUNS_PER_NAMESPACE;
import static dev.acme.performance.operator.OperatorVariable.S3_BUCKET;
import static dev.acme.performance.operator.OperatorVariable.S3_ENDPOINT;
import static dev.acme.performance.operator.OperatorVariable.S3_REGION;
import static dev.acme.performance.operator.OperatorVariable.TARGET_TIMEOUT_SECONDS;
import static dev.acme.performance.operator.OperatorVariable.WATCH_NAMESPACES;

import dev.acme.performance.operator.run.Ceilings;
import dev.acme.performance.operator.run.Deadlines;
import dev.acme.performance.operator.run.Fidelity;
import dev.acme.performance.operator.run.RunSettings;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.Images;
import dev.acme.performance.operator.target.PodGrants;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an administrator sets. No namespace means all of them; a port 0 means any free one; without an API port
 * there is no API.
 */
public record OperatorConfig(
        Set<String> namespaces,
        RunSettings runs,
        int httpPort,
        OptionalInt apiPort,
        Optional<LeaderSettings> election) {
    public OperatorConfig {
        namespaces = Set.copyOf(namespaces);
    }

    /** Reads the environment; throws {@link BadConfiguration} naming every bad variable. */
    public static OperatorConfig from(Map<String, String> environment) {
        var settings = new Settings(environment);
        var config = new OperatorConfig(
                Set.copyOf(settings.list(WATCH_NAMESPACES, ",")),
                new RunSettings(
                        settings.number(RUNS_PER_NAMESPACE),
                        settings.flag(AUTOSCALING),
                        ceilings(settings),
                        images(settings),
                        backends(settings),
                        settings.targets(EXTERNAL_TARGETS),
                        settings.prices(PRICE_SHEET),
                        deadlines(settings),
                        fidelity(settings)),
                settings.number(HTTP_PORT),
                apiPort(settings),
                election(settings));
        settings.check();
        return config;
    }

    private static OptionalInt apiPort(Settings settings) {
        String port = settings.text(API_PORT);
        // one that is no port is named at the end of the reading
        return port.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(port)) : OptionalInt.empty();
    }

    private static Optional<LeaderSettings> election(Settings settings) {
        return settings.flag(LEADER_ELECTION)
                ? Optional.of(new LeaderSettings(
                        settings.required(LEASE_NAMESPACE), settings.text(LEASE_NAME), settings.required(POD_NAME)))
                : Optional.empty();
    }

    private static Ceilings ceilings(Settings settings) {
        return new Ceilings(
                settings.quantity(CEILING_CPU),
                settings.quantity(CEILING_MEMORY),
                settings.number(CEILING_REPLICAS),
                settings.number(CEILING_CLIENTS));
    }

    private static Images images(Settings settings) {
        var pullSecrets = settings.list(IMAGE_PULL_SECRETS, ",");
        return new Images(
                settings.required(REGISTRY_IMAGE),
                settings.required(LOADGEN_IMAGE),
                settings.number(REGISTRY_PORT),
                settings.quantity(LOAD_CPU),
                settings.quantity(LOAD_MEMORY),
                new PodGrants(
                        settings.optional(REGISTRY_SERVICE_ACCOUNT),
                        settings.placement(REGISTRY_PLACEMENT),
                        pullSecrets),
                new PodGrants(Optional.empty(), settings.placement(LOAD_PLACEMENT), pullSecrets));
    }

    private static Backends backends(Settings settings) {
        return new Backends(
                settings.optional(S3_ENDPOINT),
                settings.text(S3_REGION),
                settings.required(S3_BUCKET),
                settings.optional(DYNAMODB_ENDPOINT),
                settings.text(DYNAMODB_TABLE),
                settings.optional(CREDENTIALS_SECRET),
                settings.text(MODEL_SOURCE),
                database(settings));
    }

    private static Optional<Backends.Database> database(Settings settings) {
        var url = settings.optional(DATABASE_URL);
        var secret = settings.optional(DATABASE_SECRET);
        int most = settings.number(DATABASE_MAX_CONNECTIONS);
        if (url.isPresent() != secret.isPresent()) {
            settings.required(url.isEmpty() ? DATABASE_URL : DATABASE_SECRET);
        }
        return url.flatMap(known -> secret.map(name -> new Backends.Database(known, name, most)));
    }

    private static Deadlines deadlines(Settings settings) {
        return new Deadlines(
                settings.seconds(POPULATE_TIMEOUT_SECONDS),
                settings.seconds(TARGET_TIMEOUT_SECONDS),
                settings.seconds(LOAD_START_TIMEOUT_SECONDS),
                settings.seconds(COLLECT_TIMEOUT_SECONDS));
    }

    private static Fidelity fidelity(Settings settings) {
        return new Fidelity(settings.text(FIDELITY), settings.list(FIDELITY_NOTES, ";"));
    }
}
