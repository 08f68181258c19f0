package dev.acme.performance.operator;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.run.Ceilings;
import dev.acme.performance.operator.run.Deadlines;
import dev.acme.performance.operator.run.Fidelity;
import dev.acme.performance.operator.run.RunSettings;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.Images;
import dev.acme.performance.operator.target.PodGrants;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an administrator sets. No namespace means all of them; the HTTP port 0 means any free one.
 */
public record OperatorConfig(
        Set<String> namespaces, RunSettings runs, int httpPort, Optional<LeaderSettings> election) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern OBJECTS = Pattern.compile(" *" + OBJECT + " *(, *" + OBJECT + " *)*,? *");
    private static final Pattern NAMES = Pattern.compile("[-a-z0-9, ]{0,4096}");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}");
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,253}/?");
    private static final Pattern DATABASE =
            Pattern.compile("jdbc:postgresql://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?"
                    + "/[A-Za-z0-9_.-]{1,63}(\\?sslmode=(disable|prefer|require))?");
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9._-]{3,200}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SOURCE = Pattern.compile("generated|hub:https?://[!-~]{1,253}");
    private static final Pattern SENTENCES = Pattern.compile("[ -~]{0,4096}");
    private static final int MOST_NAMESPACES = 256;
    private static final int MOST_PULL_SECRETS = 16;
    private static final int DAY = 86_400;

    public OperatorConfig {
        namespaces = Set.copyOf(namespaces);
    }

    /** Reads the environment; throws {@link BadConfiguration} naming every bad variable. */
    public static OperatorConfig from(Map<String, String> environment) {
        var settings = new Settings(environment);
        var config = new OperatorConfig(
                Set.copyOf(settings.list("WATCH_NAMESPACES", NAMES, ",", MOST_NAMESPACES)),
                new RunSettings(
                        settings.number("RUNS_PER_NAMESPACE", 1, 1, 100),
                        settings.flag("AUTOSCALING", true),
                        ceilings(settings),
                        images(settings),
                        backends(settings),
                        deadlines(settings),
                        fidelity(settings)),
                settings.number("HTTP_PORT", 8080, 0, 65_535),
                election(settings));
        settings.check();
        return config;
    }

    private static Optional<LeaderSettings> election(Settings settings) {
        return settings.flag("LEADER_ELECTION", false)
                ? Optional.of(new LeaderSettings(
                        settings.required("LEASE_NAMESPACE", NAME),
                        settings.text("LEASE_NAME", "performance-operator", OBJECT),
                        settings.required("POD_NAME", OBJECT)))
                : Optional.empty();
    }

    private static Ceilings ceilings(Settings settings) {
        return new Ceilings(
                settings.quantity("CEILING_CPU", "64"),
                settings.quantity("CEILING_MEMORY", "64Gi"),
                settings.number("CEILING_REPLICAS", 100, 1, 100),
                settings.number("CEILING_CLIENTS", 10_000, 1, 10_000));
    }

    private static Images images(Settings settings) {
        var pullSecrets = settings.list("IMAGE_PULL_SECRETS", OBJECTS, ",", MOST_PULL_SECRETS);
        return new Images(
                settings.required("REGISTRY_IMAGE", IMAGE),
                settings.required("LOADGEN_IMAGE", IMAGE),
                settings.number("REGISTRY_PORT", 8080, 1024, 65_535),
                settings.quantity("LOAD_CPU", "2"),
                settings.quantity("LOAD_MEMORY", "256Mi"),
                new PodGrants(
                        settings.optional("REGISTRY_SERVICE_ACCOUNT", OBJECT),
                        settings.placement("REGISTRY_PLACEMENT"),
                        pullSecrets),
                new PodGrants(Optional.empty(), settings.placement("LOAD_PLACEMENT"), pullSecrets));
    }

    private static Backends backends(Settings settings) {
        return new Backends(
                settings.optional("S3_ENDPOINT", URL),
                settings.text("S3_REGION", "us-east-1", WORD),
                settings.required("S3_BUCKET", WORD),
                settings.optional("DYNAMODB_ENDPOINT", URL),
                settings.text("DYNAMODB_TABLE", "performance-models", TABLE),
                settings.optional("CREDENTIALS_SECRET", NAME),
                settings.text("MODEL_SOURCE", "generated", SOURCE),
                database(settings));
    }

    private static Optional<Backends.Database> database(Settings settings) {
        var url = settings.optional("DATABASE_URL", DATABASE);
        var secret = settings.optional("DATABASE_SECRET", NAME);
        if (url.isPresent() != secret.isPresent()) {
            settings.required(url.isEmpty() ? "DATABASE_URL" : "DATABASE_SECRET", NAME);
        }
        return url.flatMap(known -> secret.map(name -> new Backends.Database(known, name)));
    }

    private static Deadlines deadlines(Settings settings) {
        return new Deadlines(
                settings.seconds("POPULATE_TIMEOUT_SECONDS", 1_800, 1, DAY),
                settings.seconds("TARGET_TIMEOUT_SECONDS", 300, 1, DAY),
                settings.seconds("LOAD_START_TIMEOUT_SECONDS", 300, 1, DAY),
                settings.seconds("COLLECT_TIMEOUT_SECONDS", 60, 1, DAY));
    }

    private static Fidelity fidelity(Settings settings) {
        return new Fidelity(
                settings.text("FIDELITY", "real", WORD),
                settings.list("FIDELITY_NOTES", SENTENCES, ";", PerformanceRunStatus.Environment.MOST_NOTES));
    }
}
