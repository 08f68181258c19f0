package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code serve} and {@code populate} have in common: the image, its configuration and its credentials. */
final class RegistryPod {
    static final String CONTAINER = "registry";
    private static final String CREDENTIALS = "credentials";
    private static final String CREDENTIALS_FOLDER = "/var/run/performance/credentials";
    private static final String DATABASE = "database";
    private static final String DATABASE_FOLDER = "/var/run/performance/database";

    private final PerformanceRunSpec spec;
    private final Images images;
    private final Backends backends;

    RegistryPod(PerformanceRunSpec spec, Images images, Backends backends) {
        this.spec = spec;
        this.images = images;
        this.backends = backends;
    }

    /** A container with the image's configuration, limited to {@code cpu} and {@code memory}. */
    Container container(Quantity cpu, Quantity memory, List<String> arguments) {
        var builder = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(images.registry())
                .withImagePullPolicy("IfNotPresent")
                .withArgs(arguments)
                .withEnv(environment())
                .withSecurityContext(Restricted.container())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .withRequests(Map.of("cpu", cpu, "memory", memory))
                .withLimits(Map.of("cpu", cpu, "memory", memory))
                .endResources()
                .addToVolumeMounts(Restricted.scratchMount());
        backends.credentialsSecret().ifPresent(_ -> builder.addToVolumeMounts(mount(CREDENTIALS, CREDENTIALS_FOLDER)));
        database().ifPresent(_ -> builder.addToVolumeMounts(mount(DATABASE, DATABASE_FOLDER)));
        return builder.build();
    }

    List<Volume> volumes() {
        return volumes(Restricted.SCRATCH_SIZE);
    }

    List<Volume> volumes(String scratchSize) {
        var volumes = new ArrayList<Volume>();
        volumes.add(Restricted.scratch(scratchSize));
        backends.credentialsSecret().ifPresent(secret -> volumes.add(volume(CREDENTIALS, secret)));
        database().ifPresent(database -> volumes.add(volume(DATABASE, database.secret())));
        return volumes;
    }

    CatalogueId catalogue() {
        return CatalogueId.of(
                spec.model(),
                backends.modelSource(),
                database().map(database -> "rds\n" + spec.storage().rdsMode() + "\n" + database.url()));
    }

    /** Where archives lie, if not in the bucket. A run that asks for one which nobody has configured never gets here. */
    private Optional<Backends.Database> database() {
        return switch (spec.storage().backend()) {
            case S3 -> Optional.empty();
            case RDS -> backends.database();
        };
    }

    private static VolumeMount mount(String name, String folder) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(folder)
                .withReadOnly(true)
                .build();
    }

    private static Volume volume(String name, String secret) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(0440)
                .endSecret()
                .build();
    }

    private List<EnvVar> environment() {
        var variables = new ArrayList<EnvVar>();
        variables.add(
                variable("COMPUTE_BACKEND", spec.compute().backend() == Compute.Backend.LAMBDA ? "lambda" : "ecs"));
        variables.add(variable("THREAD_POOL_SIZE", Integer.toString(spec.pools().threads())));
        variables.add(variable("S3_REGION", backends.s3Region()));
        variables.addAll(database().map(this::inDatabase).orElseGet(this::inBucket));
        variables.add(variable(
                "DYNAMODB_TABLE", backends.tablePrefix() + "-" + catalogue().value()));
        backends.dynamoDbEndpoint().ifPresent(url -> variables.add(variable("DYNAMODB_ENDPOINT", url)));
        backends.credentialsSecret()
                .ifPresent(secret ->
                        variables.add(variable("AWS_SHARED_CREDENTIALS_FILE", CREDENTIALS_FOLDER + "/credentials")));
        return variables;
    }

    private List<EnvVar> inBucket() {
        var variables = new ArrayList<EnvVar>();
        variables.add(variable("STORAGE_BACKEND", "s3"));
        variables.add(variable(
                "S3_CONNECTION_POOL_SIZE", Integer.toString(spec.pools().s3Connections())));
        variables.add(variable("S3_BUCKET", backends.s3Bucket()));
        variables.add(variable("S3_PREFIX", catalogue().value() + "/"));
        backends.s3Endpoint().ifPresent(url -> variables.add(variable("S3_ENDPOINT", url)));
        return variables;
    }

    private List<EnvVar> inDatabase(Backends.Database database) {
        return List.of(
                variable("STORAGE_BACKEND", "rds"),
                variable(
                        "RDS_MODE",
                        switch (spec.storage().rdsMode()) {
                            case BYTEA -> "bytea";
                            case LARGE_OBJECT -> "largeobject";
                        }),
                variable(
                        "DATABASE_CONNECTION_POOL_SIZE",
                        Integer.toString(spec.pools().databaseConnections())),
                variable("DATABASE_URL", database.url()),
                variable("DATABASE_PREFIX", catalogue().value() + "/"),
                variable("DATABASE_CREDENTIALS", DATABASE_FOLDER));
    }

    static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
