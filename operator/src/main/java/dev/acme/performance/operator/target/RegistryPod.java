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
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code serve} and {@code populate} have in common: the image, its configuration and its credentials. */
final class RegistryPod {
    static final String CONTAINER = "registry";
    private static final String CREDENTIALS = "credentials";
    private static final String CREDENTIALS_FOLDER = "/var/run/performance/credentials";

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
        backends.credentialsSecret()
                .ifPresent(secret -> builder.addToVolumeMounts(new VolumeMountBuilder()
                        .withName(CREDENTIALS)
                        .withMountPath(CREDENTIALS_FOLDER)
                        .withReadOnly(true)
                        .build()));
        return builder.build();
    }

    List<Volume> volumes() {
        var volumes = new ArrayList<Volume>();
        volumes.add(Restricted.scratch());
        backends.credentialsSecret()
                .ifPresent(secret -> volumes.add(new VolumeBuilder()
                        .withName(CREDENTIALS)
                        .withNewSecret()
                        .withSecretName(secret)
                        .withDefaultMode(0440)
                        .endSecret()
                        .build()));
        return volumes;
    }

    CatalogueId catalogue() {
        return CatalogueId.of(spec.model(), backends.modelSource());
    }

    private List<EnvVar> environment() {
        var variables = new ArrayList<EnvVar>();
        variables.add(
                variable("COMPUTE_BACKEND", spec.compute().backend() == Compute.Backend.LAMBDA ? "lambda" : "ecs"));
        variables.add(variable("STORAGE_BACKEND", "s3"));
        variables.add(variable("THREAD_POOL_SIZE", Integer.toString(spec.pools().threads())));
        variables.add(variable(
                "S3_CONNECTION_POOL_SIZE", Integer.toString(spec.pools().s3Connections())));
        variables.add(variable("S3_REGION", backends.s3Region()));
        variables.add(variable("S3_BUCKET", backends.s3Bucket()));
        variables.add(variable("S3_PREFIX", catalogue().value() + "/"));
        variables.add(variable(
                "DYNAMODB_TABLE", backends.tablePrefix() + "-" + catalogue().value()));
        backends.s3Endpoint().ifPresent(url -> variables.add(variable("S3_ENDPOINT", url)));
        backends.dynamoDbEndpoint().ifPresent(url -> variables.add(variable("DYNAMODB_ENDPOINT", url)));
        backends.credentialsSecret()
                .ifPresent(secret ->
                        variables.add(variable("AWS_SHARED_CREDENTIALS_FILE", CREDENTIALS_FOLDER + "/credentials")));
        return variables;
    }

    static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
