package dev.acme.performance.operator.target;

import static dev.acme.performance.operator.target.Installation.ATTEMPT;
import static dev.acme.performance.operator.target.Installation.container;
import static dev.acme.performance.operator.target.Installation.deployment;
import static dev.acme.performance.operator.target.Installation.environment;
import static dev.acme.performance.operator.target.Installation.populating;
import static dev.acme.performance.operator.target.Installation.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service, and the Job that fills its registry, are told of a spec. */
class EcsManifestsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage: {caching: None}       | DELIVERY=proxy",
                "storage: {delivery: Redirect}  | DELIVERY=redirect",
                "storage: {caching: Memory}     | DELIVERY=proxy ENABLE_CACHING=true CACHE=memory CACHE_BYTES=268435456"
                        + " CACHE_FOLDER=/var/cache/performance",
                "storage: {caching: Disk}       | DELIVERY=proxy ENABLE_CACHING=true CACHE=disk CACHE_BYTES=91942873"
                        + " CACHE_FOLDER=/var/cache/performance",
                "'compute: {backend: lambda}\nstorage: {caching: Disk}' | DELIVERY=proxy ENABLE_CACHING=true CACHE=disk"
                        + " CACHE_BYTES=25882585 CACHE_FOLDER=/var/cache/performance"
            })
    void theServiceIsToldHowToCacheAndDeliver(String yaml, String expected) {
        var pod = serving(yaml);
        var container = container(pod);

        assertThat(container.getEnv().stream()
                        .filter(v -> v.getName().startsWith("CACHE")
                                || List.of("DELIVERY", "ENABLE_CACHING").contains(v.getName()))
                        .map(v -> v.getName() + "=" + v.getValue()))
                .containsExactly(expected.split(" "));
        boolean isOnDisk = expected.contains("disk");
        assertThat(pod.getVolumes().stream().anyMatch(v -> v.getName().equals("cache")))
                .isEqualTo(isOnDisk);
        assertThat(container.getVolumeMounts().stream()
                        .anyMatch(m -> m.getName().equals("cache")))
                .isEqualTo(isOnDisk);
    }

    /** Of a function each environment's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage: {caching: Disk}                                            | 159051737",
                "'clients: 3\ncompute: {backend: lambda}\nstorage: {caching: Disk}' | 147902347"
            })
    void aDiskCacheFitsIntoItsVolume(String yaml, String bytes) {
        assertThat(serving(yaml).getVolumes())
                .filteredOn(v -> v.getName().equals("cache"))
                .singleElement()
                .satisfies(v -> assertThat(v.getEmptyDir().getSizeLimit()).isEqualTo(new Quantity(bytes)));
    }

    @Test
    void anAutoscalerScalesTheDeploymentBetweenTheBounds() {
        var yaml = "compute: {autoscaling: {minReplicas: 1, maxReplicas: 3, targetCpuPercent: 60}}";

        var deployment = deployment(yaml);

        assertThat(EcsManifests.autoscaler(ATTEMPT, Runs.spec(""))).isEmpty();
        assertThat(EcsManifests.autoscaler(ATTEMPT, Runs.spec(yaml))).hasValueSatisfying(scaler -> {
            assertThat(scaler.getMetadata().getOwnerReferences())
                    .isEqualTo(deployment.getMetadata().getOwnerReferences());
            assertThat(scaler.getSpec().getScaleTargetRef().getName())
                    .isEqualTo(deployment.getMetadata().getName());
            assertThat(scaler.getSpec().getMinReplicas()).isEqualTo(1);
            assertThat(scaler.getSpec().getMaxReplicas()).isEqualTo(3);
            assertThat(scaler.getSpec().getMetrics()).singleElement().satisfies(metric -> {
                assertThat(metric.getResource().getName()).isEqualTo("cpu");
                assertThat(metric.getResource().getTarget().getAverageUtilization())
                        .isEqualTo(60);
            });
        });
    }

    @Test
    void theSpecReachesTheServiceAsItsConfiguration() {
        var deployment =
                deployment("pools: {threads: 7, s3Connections: 9}\ncompute: {cpu: 500m, memory: 1Gi, replicas: 2}");
        var pod = deployment.getSpec().getTemplate().getSpec();

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(environment(pod))
                .containsEntry("THREAD_POOL_SIZE", "7")
                .containsEntry("S3_CONNECTION_POOL_SIZE", "9")
                .containsEntry("STORAGE_BACKEND", "s3")
                .containsEntry("S3_ENDPOINT", "http://s3:9000")
                .containsEntry("PORT", "8080")
                .containsEntry("AWS_SHARED_CREDENTIALS_FILE", "/var/run/performance/credentials/credentials");
        assertThat(container(pod).getResources().getLimits())
                .isEqualTo(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("1Gi")))
                .isEqualTo(container(pod).getResources().getRequests());
    }

    @ParameterizedTest
    @CsvSource({"Bytea, bytea", "LargeObject, largeobject"})
    void aRunOnADatabaseIsToldWhereItIsAndSeesItsCredentialsAsFiles(String mode, String word) {
        var yaml = "storage: {backend: rds, rdsMode: " + mode + "}\npools: {databaseConnections: 11}";

        Stream.of(serving(yaml), populating(yaml)).forEach(pod -> {
            assertThat(environment(pod))
                    .containsEntry("STORAGE_BACKEND", "rds")
                    .containsEntry("RDS_MODE", word)
                    .containsEntry("DATABASE_CONNECTION_POOL_SIZE", "11")
                    .containsEntry("DATABASE_URL", "jdbc:postgresql://db:5432/models")
                    .containsEntry("DATABASE_CREDENTIALS", "/var/run/performance/database")
                    .containsKeys("DATABASE_PREFIX", "DYNAMODB_TABLE", "DYNAMODB_ENDPOINT")
                    .doesNotContainKeys("S3_BUCKET", "S3_ENDPOINT", "S3_PREFIX");
            assertThat(container(pod).getVolumeMounts())
                    .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/var/run/performance/database"));
            assertThat(pod.getVolumes())
                    .filteredOn(volume -> volume.getSecret() != null)
                    .extracting(volume -> volume.getSecret().getSecretName())
                    .containsExactlyInAnyOrder("s3-credentials", "db-credentials");
        });
    }

    @Test
    void whatOneStoreWasFilledWithIsNotBelievedOfAnother() {
        var tables = Stream.of("", "storage: {backend: rds}", "storage: {backend: rds, rdsMode: LargeObject}")
                .map(storage -> environment(serving(storage)).get("DYNAMODB_TABLE"))
                .toList();

        assertThat(tables).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void populateAndServeSeeTheSameCatalogueAndOtherRegistriesAnother() {
        var serve = environment(serving(""));
        var populate = environment(populating(""));
        var other = environment(serving("model: {registrySize: 5}"));

        assertThat(serve.get("DYNAMODB_TABLE")).isEqualTo(populate.get("DYNAMODB_TABLE"));
        assertThat(serve.get("S3_PREFIX")).isEqualTo(populate.get("S3_PREFIX"));
        assertThat(other.get("DYNAMODB_TABLE")).isNotEqualTo(serve.get("DYNAMODB_TABLE"));
        assertThat(other.get("S3_PREFIX")).isNotEqualTo(serve.get("S3_PREFIX"));
    }
}
