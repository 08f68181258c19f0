package dev.acme.performance.operator.target;

import static dev.acme.performance.operator.target.Installation.ATTEMPT;
import static dev.acme.performance.operator.target.Installation.BACKENDS;
import static dev.acme.performance.operator.target.Installation.FILLING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.load.LoadJobManifest;
import dev.acme.performance.operator.load.LoadProfiles;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every object that a run is made of. */
public class ManifestsTest {
    private static final LoadProfile PROFILE = LoadProfiles.of(Runs.spec(""), Runs.CATALOGUE, BACKENDS);

    public static Stream<PodSpec> everyPod() {
        return everyPod(Runs.IMAGES);
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

        var pods = everyPod(new Images(
                        "registry:1", "loadgen:1", 8080, new Quantity("2"), new Quantity("256Mi"), registry, load))
                .toList();

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
    void aJobsOwnDeadlineComesAfterTheOperators() {
        var populate = Installation.populate("");
        var load = LoadJobManifest.of(ATTEMPT, Runs.spec("timeoutSeconds: 30"), PROFILE, "http://x:8080", Runs.IMAGES);

        assertThat(populate.getSpec().getActiveDeadlineSeconds()).isEqualTo(120);
        assertThat(load.getSpec().getActiveDeadlineSeconds()).isEqualTo(630);
    }

    @Test
    void everyChildCarriesItsRunAndFitsItsName() {
        var longest = Runs.run("");
        longest.getMetadata().setName("n".repeat(40));
        var attempt = Attempt.of(longest, 999);
        Stream<HasMetadata> children = Stream.of(
                PopulateJobManifest.of(attempt, Runs.spec(""), Runs.IMAGES, BACKENDS, Duration.ofMinutes(1)),
                EcsManifests.deployment(attempt, Runs.spec(""), Runs.IMAGES, BACKENDS, FILLING),
                EcsManifests.service(attempt, Runs.IMAGES),
                LoadJobManifest.of(attempt, Runs.spec(""), PROFILE, "http://x:8080", Runs.IMAGES));

        assertThat(children).allSatisfy(child -> {
            assertThat(attempt.owns(child)).isTrue();
            assertThat(child.getMetadata().getName()).hasSizeLessThanOrEqualTo(63);
            assertThat(child.getMetadata().getLabels()).containsEntry(Attempt.RUN, "n".repeat(40));
            assertThat(Attempt.numberOf(child)).isEqualTo(999);
        });
    }
}
