package dev.acme.performance.operator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LoadJobManifestTest {
    private static final Attempt ATTEMPT = Attempt.of(Runs.run(""), 3);

    @Test
    void theLoadGeneratorIsStartedOnceAndNeverAgain() {
        var job = againstTheRegistry();

        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .anySatisfy(argument -> assertThat(argument)
                        .contains("\"clients\":100")
                        .contains("\"path\":\"/performance/arnir0_Tiny-LLM/main/model.zip\"")
                        .contains("\"crc32c\":\"0123abcd\""))
                .endsWith("--target", "http://x:8080");
    }

    /** Numbered, each started once whatever becomes of the others, and behind one Service that leads to the first. */
    @Test
    void severalLoadGeneratorsHaveNumbersAndAPlaceToMeet() {
        var target = Objects.requireNonNull(Runs.TARGETS.byName().get("inference"));
        var spec = LoadJobManifest.of(ATTEMPT, Runs.spec("clients: 50\nload: {pods: 3}"), target, Runs.IMAGES)
                .getSpec();
        var container = spec.getTemplate().getSpec().getContainers().getFirst();
        var service = MeetingManifest.service(ATTEMPT);

        assertThat(spec.getCompletionMode()).isEqualTo("Indexed");
        assertThat(spec.getCompletions()).isEqualTo(3);
        assertThat(spec.getParallelism()).isEqualTo(3);
        assertThat(spec.getBackoffLimitPerIndex()).isZero();
        assertThat(spec.getBackoffLimit()).isNull();
        assertThat(container.getArgs())
                .containsSequence("--pods", "3", "--meet", service.getMetadata().getName() + ".bench.svc:9400");
        assertThat(container.getEnv())
                .singleElement()
                .satisfies(variable -> assertThat(variable.getName()).isEqualTo("POD_IP"));
        assertThat(service.getSpec().getSelector())
                .containsAllEntriesOf(ATTEMPT.selector(Attempt.Component.LOAD))
                .containsEntry("batch.kubernetes.io/job-completion-index", "0");
        assertThat(service.getSpec().getClusterIP()).isNull();
    }

    @Test
    void anExternalTargetIsAskedAsItsAdministratorSaysAndItsSecretsStayWithTheKubelet() {
        var target = Objects.requireNonNull(Runs.TARGETS.byName().get("inference"));
        var template = LoadJobManifest.of(ATTEMPT, Runs.spec("clients: 50"), target, Runs.IMAGES)
                .getSpec()
                .getTemplate();
        var container = template.getSpec().getContainers().getFirst();

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
        assertThat(againstTheRegistry().getSpec().getTemplate().getMetadata().getLabels())
                .doesNotContainKey("performance.acme.dev/external-target");
    }

    private static Job againstTheRegistry() {
        var spec = Runs.spec("");
        var profile = LoadProfiles.of(spec, Runs.CATALOGUE, Runs.BACKENDS);
        return LoadJobManifest.of(ATTEMPT, spec, profile, "http://x:8080", Runs.IMAGES);
    }
}
