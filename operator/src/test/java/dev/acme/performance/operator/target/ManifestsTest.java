package dev.acme.performance.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.load.LoadJobManifest;
import dev.acme.performance.operator.load.LoadProfiles;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

public class ManifestsTest {
    private static final Duration FILLING = Duration.ofMinutes(30);
    private static final Images IMAGES = images(PodGrants.NONE, PodGrants.NONE);
    private static final Backends BACKENDS = new Backends(
            Optional.of("http://s3:9000"),
            "us-east-1",
            "models",
            Optional.of("http://dynamodb:8000"),
            "performance-models",
            Optional.of("s3-credentials"),
            "generated",
            Optional.of(new Backends.Database("jdbc:postgresql://db:5432/models", "db-credentials")));
    private static final LoadProfile PROFILE = LoadProfiles.of(Runs.spec(""), Runs.CATALOGUE, BACKENDS);
    private static final Attempt ATTEMPT = Attempt.of(Runs.run(""), 3);

    private static Images images(PodGrants registry, PodGrants load) {
        return new Images(
                "registry@sha256:1",
                "loadgen@sha256:2",
                8080,
                new Quantity("2"),
                new Quantity("256Mi"),
                registry,
                load);
    }

    public static Stream<PodSpec> everyPod() {
        return everyPod(IMAGES);
    }

    private static Stream<PodSpec> everyPod(Images images) {
        var spec = Runs.spec("");
        return Stream.of(
                PopulateJobManifest.of(ATTEMPT, spec, images, BACKENDS, Duration.ofMinutes(1))
                        .getSpec()
                        .getTemplate()
                        .getSpec(),
                EcsManifests.deployment(ATTEMPT, spec, images, BACKENDS, FILLING)
                        .getSpec()
                        .getTemplate()
                        .getSpec(),
                LoadJobManifest.of(ATTEMPT, spec, PROFILE, "http://x:8080", images)
                        .getSpec()
                        .getTemplate()
                        .getSpec());
    }

    @ParameterizedTest
    @MethodSource("everyPod")
    void everyPodKeepsTheRestrictedLevelAndHasNoToken(PodSpec pod) {
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getServiceAccountName()).isNull();
        assertThat(pod.getContainers()).singleElement().satisfies(container -> {
            var context = container.getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        });
        assertThat(pod.getVolumes())
                .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
    }

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
        var pod = EcsManifests.deployment(ATTEMPT, Runs.spec(yaml), IMAGES, BACKENDS, FILLING)
                .getSpec()
                .getTemplate()
                .getSpec();
        var container = pod.getContainers().getFirst();

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
        var pod = EcsManifests.deployment(ATTEMPT, Runs.spec(yaml), IMAGES, BACKENDS, FILLING)
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getVolumes())
                .filteredOn(v -> v.getName().equals("cache"))
                .singleElement()
                .satisfies(v -> assertThat(v.getEmptyDir().getSizeLimit()).isEqualTo(new Quantity(bytes)));
    }

    @Test
    void anAutoscalerScalesTheDeploymentBetweenTheBounds() {
        var spec = Runs.spec("compute: {autoscaling: {minReplicas: 1, maxReplicas: 3, targetCpuPercent: 60}}");

        var deployment = EcsManifests.deployment(ATTEMPT, spec, IMAGES, BACKENDS, FILLING);

        assertThat(EcsManifests.autoscaler(ATTEMPT, Runs.spec(""))).isEmpty();
        assertThat(EcsManifests.autoscaler(ATTEMPT, spec)).hasValueSatisfying(scaler -> {
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
    void anAdministratorsGrantsReachThePodsOfTheirProgram() {
        var registry = new PodGrants(
                Optional.of("irsa"),
                new Placement(
                        Map.of("disk", "nvme"),
                        List.of(new Placement.Tolerance(
                                Optional.of("bench"),
                                "Equal",
                                Optional.of("yes"),
                                Optional.of("NoExecute"),
                                Optional.of(60L)))),
                List.of("pull"));
        var load = new PodGrants(Optional.empty(), new Placement(Map.of("net", "fast"), List.of()), List.of("pull"));

        var pods = everyPod(images(registry, load)).toList();

        assertThat(pods)
                .allSatisfy(
                        pod -> assertThat(pod.getImagePullSecrets()).containsExactly(new LocalObjectReference("pull")))
                .allSatisfy(
                        pod -> assertThat(pod.getAutomountServiceAccountToken()).isFalse());
        assertThat(pods.subList(0, 2)).allSatisfy(pod -> {
            assertThat(pod.getServiceAccountName()).isEqualTo("irsa");
            assertThat(pod.getNodeSelector()).isEqualTo(Map.of("disk", "nvme"));
            assertThat(pod.getTolerations()).containsExactly(new Toleration("NoExecute", "bench", "Equal", 60L, "yes"));
        });
        assertThat(pods.getLast().getServiceAccountName()).isNull();
        assertThat(pods.getLast().getNodeSelector()).isEqualTo(Map.of("net", "fast"));
        assertThat(pods.getLast().getTolerations()).isEmpty();
    }

    @Test
    void theSpecReachesTheServiceAsItsConfiguration() {
        var spec = Runs.spec("pools: {threads: 7, s3Connections: 9}\ncompute: {cpu: 500m, memory: 1Gi, replicas: 2}");

        var deployment = EcsManifests.deployment(ATTEMPT, spec, IMAGES, BACKENDS, FILLING);
        var container = container(deployment.getSpec().getTemplate().getSpec());

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(environment(container))
                .containsEntry("THREAD_POOL_SIZE", "7")
                .containsEntry("S3_CONNECTION_POOL_SIZE", "9")
                .containsEntry("STORAGE_BACKEND", "s3")
                .containsEntry("S3_ENDPOINT", "http://s3:9000")
                .containsEntry("PORT", "8080")
                .containsEntry("AWS_SHARED_CREDENTIALS_FILE", "/var/run/performance/credentials/credentials");
        assertThat(container.getResources().getLimits())
                .isEqualTo(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("1Gi")))
                .isEqualTo(container.getResources().getRequests());
    }

    @ParameterizedTest
    @CsvSource({"Bytea, bytea", "LargeObject, largeobject"})
    void aRunOnADatabaseIsToldWhereItIsAndSeesItsCredentialsAsFiles(String mode, String word) {
        var spec = Runs.spec("storage: {backend: rds, rdsMode: " + mode + "}\npools: {databaseConnections: 11}");

        Stream.of(
                        EcsManifests.deployment(ATTEMPT, spec, IMAGES, BACKENDS, FILLING)
                                .getSpec()
                                .getTemplate()
                                .getSpec(),
                        PopulateJobManifest.of(ATTEMPT, spec, IMAGES, BACKENDS, Duration.ofMinutes(1))
                                .getSpec()
                                .getTemplate()
                                .getSpec())
                .forEach(pod -> {
                    assertThat(environment(container(pod)))
                            .containsEntry("STORAGE_BACKEND", "rds")
                            .containsEntry("RDS_MODE", word)
                            .containsEntry("DATABASE_CONNECTION_POOL_SIZE", "11")
                            .containsEntry("DATABASE_URL", "jdbc:postgresql://db:5432/models")
                            .containsEntry("DATABASE_CREDENTIALS", "/var/run/performance/database")
                            .containsKeys("DATABASE_PREFIX", "DYNAMODB_TABLE", "DYNAMODB_ENDPOINT")
                            .doesNotContainKeys("S3_BUCKET", "S3_ENDPOINT", "S3_PREFIX");
                    assertThat(container(pod).getVolumeMounts())
                            .anySatisfy(mount ->
                                    assertThat(mount.getMountPath()).isEqualTo("/var/run/performance/database"));
                    assertThat(pod.getVolumes())
                            .filteredOn(volume -> volume.getSecret() != null)
                            .extracting(volume -> volume.getSecret().getSecretName())
                            .containsExactlyInAnyOrder("s3-credentials", "db-credentials");
                });
    }

    @Test
    void whatOneStoreWasFilledWithIsNotBelievedOfAnother() {
        var tables = Stream.of("", "storage: {backend: rds}", "storage: {backend: rds, rdsMode: LargeObject}")
                .map(storage -> environment(container(
                                EcsManifests.deployment(ATTEMPT, Runs.spec(storage), IMAGES, BACKENDS, FILLING)
                                        .getSpec()
                                        .getTemplate()
                                        .getSpec()))
                        .get("DYNAMODB_TABLE"))
                .toList();

        assertThat(tables).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void aFunctionIsAHostOfOneReplicaThatIsToldTheFunctionsSettings() {
        var spec = Runs.spec("compute: {backend: lambda, memory: 2Gi, lambda: {memoryMb: 3538, maxConcurrency: 9,"
                + " provisionedConcurrency: 0, idleSeconds: 300, timeoutSeconds: 60}}");

        var deployment = EcsManifests.deployment(ATTEMPT, spec, IMAGES, BACKENDS, FILLING);
        var container = container(deployment.getSpec().getTemplate().getSpec());

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(container.getArgs()).containsExactly("function-host");
        assertThat(environment(container))
                .containsEntry("COMPUTE_BACKEND", "lambda")
                .containsEntry("FUNCTION_MEMORY_MB", "3538")
                .containsEntry("FUNCTION_MAX_CONCURRENCY", "9")
                .containsEntry("FUNCTION_PROVISIONED_CONCURRENCY", "0")
                .containsEntry("FUNCTION_IDLE_SECONDS", "300")
                .containsEntry("FUNCTION_TIMEOUT_SECONDS", "60")
                .containsEntry("FUNCTION_HOST_MEMORY_MB", "2048")
                .containsEntry("FUNCTION_AOT_CACHE", "/tmp/function.aot");
        assertThat(environment(container(EcsManifests.deployment(ATTEMPT, Runs.spec(""), IMAGES, BACKENDS, FILLING)
                        .getSpec()
                        .getTemplate()
                        .getSpec())))
                .containsEntry("COMPUTE_BACKEND", "ecs")
                .doesNotContainKey("FUNCTION_MEMORY_MB");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 512Mi, 100, 0, 640Mi",
        "8, 512Mi, 100, 0, 1040Mi",
        "100, 512Mi, 100, 0, 11160Mi",
        "100, 512Mi, 3, 0, 640Mi",
        "1, 512Mi, 100, 50, 5660Mi",
        "8, 4Gi, 100, 0, 4Gi"
    })
    void aFunctionHostHasMemoryForAnEnvironmentForEachClient(
            int clients, String asked, int most, int provisioned, String planned) {
        var spec = Runs.spec("clients: " + clients + "\ncompute: {backend: lambda, memory: " + asked
                + ", lambda: {memoryMb: 1769, maxConcurrency: " + most + ", provisionedConcurrency: " + provisioned
                + ", idleSeconds: 300, timeoutSeconds: 60}}");

        var container = container(EcsManifests.deployment(ATTEMPT, spec, IMAGES, BACKENDS, FILLING)
                .getSpec()
                .getTemplate()
                .getSpec());

        assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity(planned));
        assertThat(container.getResources().getRequests())
                .isEqualTo(container.getResources().getLimits());
    }

    @Test
    void populateAndServeSeeTheSameCatalogueAndOtherRegistriesAnother() {
        var spec = Runs.spec("");
        var serve = environment(container(EcsManifests.deployment(ATTEMPT, spec, IMAGES, BACKENDS, FILLING)
                .getSpec()
                .getTemplate()
                .getSpec()));
        var populate =
                environment(container(PopulateJobManifest.of(ATTEMPT, spec, IMAGES, BACKENDS, Duration.ofMinutes(1))
                        .getSpec()
                        .getTemplate()
                        .getSpec()));
        var other = environment(container(
                EcsManifests.deployment(ATTEMPT, Runs.spec("model: {registrySize: 5}"), IMAGES, BACKENDS, FILLING)
                        .getSpec()
                        .getTemplate()
                        .getSpec()));

        assertThat(serve.get("DYNAMODB_TABLE")).isEqualTo(populate.get("DYNAMODB_TABLE"));
        assertThat(serve.get("S3_PREFIX")).isEqualTo(populate.get("S3_PREFIX"));
        assertThat(other.get("DYNAMODB_TABLE")).isNotEqualTo(serve.get("DYNAMODB_TABLE"));
        assertThat(other.get("S3_PREFIX")).isNotEqualTo(serve.get("S3_PREFIX"));
    }

    @Test
    void theLoadGeneratorIsStartedOnceAndNeverAgain() {
        var job = LoadJobManifest.of(ATTEMPT, Runs.spec(""), PROFILE, "http://x:8080", IMAGES);

        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(container(job.getSpec().getTemplate().getSpec()).getArgs())
                .anySatisfy(argument -> assertThat(argument)
                        .contains("\"clients\":100")
                        .contains("\"path\":\"/performance/arnir0_Tiny-LLM/main/model.zip\"")
                        .contains("\"crc32c\":\"0123abcd\""))
                .endsWith("--target", "http://x:8080");
    }

    @Test
    void anExternalTargetIsAskedAsItsAdministratorSaysAndItsSecretsStayWithTheKubelet() {
        var target = Objects.requireNonNull(Runs.TARGETS.byName().get("inference"));
        var template = LoadJobManifest.of(ATTEMPT, Runs.spec("clients: 50"), target, IMAGES)
                .getSpec()
                .getTemplate();
        var container = container(template.getSpec());

        assertThat(template.getMetadata().getLabels())
                .containsEntry("performance.acme.dev/external-target", "inference")
                .containsEntry("app.kubernetes.io/component", "load");
        assertThat(container.getArgs())
                .anySatisfy(argument -> assertThat(argument)
                        .contains("\"clients\":50", "\"path\":\"/predict\"", "\"method\":\"POST\"", "\"anyBody\":true")
                        // else a kubelet would put a variable of its own there
                        .contains("\\u0024(HOME)")
                        .doesNotContain("$"))
                .endsWith("--target", "http://inference.ml.svc:8000", "--headers", "/var/run/performance/headers");
        assertThat(template.getSpec().getVolumes())
                .filteredOn(volume -> volume.getProjected() != null)
                .singleElement()
                .satisfies(volume -> {
                    var source = volume.getProjected().getSources().getFirst().getSecret();
                    assertThat(source.getName()).isEqualTo("inference");
                    assertThat(source.getItems().getFirst().getKey()).isEqualTo("token");
                    assertThat(source.getItems().getFirst().getPath()).isEqualTo("Authorization");
                });
        assertThat(container.getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/var/run/performance/headers"));
    }

    @Test
    void onlyTheLoadOfAnExternalTargetIsLabelledSo() {
        var job = LoadJobManifest.of(ATTEMPT, Runs.spec(""), PROFILE, "http://x:8080", IMAGES);

        assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                .doesNotContainKey("performance.acme.dev/external-target");
    }

    @Test
    void aJobsOwnDeadlineComesAfterTheOperators() {
        var populate = PopulateJobManifest.of(ATTEMPT, Runs.spec(""), IMAGES, BACKENDS, Duration.ofMinutes(1));
        var load = LoadJobManifest.of(ATTEMPT, Runs.spec("timeoutSeconds: 30"), PROFILE, "http://x:8080", IMAGES);

        assertThat(populate.getSpec().getActiveDeadlineSeconds()).isEqualTo(120);
        assertThat(load.getSpec().getActiveDeadlineSeconds()).isEqualTo(630);
    }

    @Test
    void everyChildCarriesItsRunAndFitsItsName() {
        var longest = Runs.run("");
        longest.getMetadata().setName("n".repeat(40));
        var attempt = Attempt.of(longest, 999);
        Stream<HasMetadata> children = Stream.of(
                PopulateJobManifest.of(attempt, Runs.spec(""), IMAGES, BACKENDS, Duration.ofMinutes(1)),
                EcsManifests.deployment(attempt, Runs.spec(""), IMAGES, BACKENDS, FILLING),
                EcsManifests.service(attempt, IMAGES),
                LoadJobManifest.of(attempt, Runs.spec(""), PROFILE, "http://x:8080", IMAGES));

        assertThat(children).allSatisfy(child -> {
            assertThat(attempt.owns(child)).isTrue();
            assertThat(child.getMetadata().getName()).hasSizeLessThanOrEqualTo(63);
            assertThat(child.getMetadata().getLabels()).containsEntry(Attempt.RUN, "n".repeat(40));
            assertThat(Attempt.numberOf(child)).isEqualTo(999);
        });
    }

    private static Container container(PodSpec pod) {
        return pod.getContainers().getFirst();
    }

    private static Map<String, String> environment(Container container) {
        return container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, variable -> Objects.requireNonNull(variable.getValue())));
    }
}
