package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator or a namespace gets wrong: each is named in the status, in words that say what to mend. */
@OwnOperator
@DisplayNameGeneration(DisplayNameGenerator.Simple.class)
class BrokenSurroundingsE2E {
    private static final Duration NAMED = Duration.ofSeconds(60);
    private static final String DEADLINE = "20";
    private static final Map<String, String> IMPATIENT = Map.of(
            "POPULATE_TIMEOUT_SECONDS", DEADLINE,
            "TARGET_TIMEOUT_SECONDS", DEADLINE,
            "LOAD_START_TIMEOUT_SECONDS", DEADLINE);

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void anUnknownImage() {
        start(Map.of("REGISTRY_IMAGE", "localhost/performance-operator/no-such-image:1"));

        bench.apply("run", Specs.SHORT);

        assertNamed(Reason.IMAGE_UNAVAILABLE, "no-such-image");
        assertFailed(Reason.IMAGE_UNAVAILABLE);
    }

    @Test
    void aPodThatNoNodeTakes() {
        start(Map.of());

        bench.apply("run", Specs.SHORT.replace("cpu: 250m", "cpu: 64"));

        assertNamed(Reason.UNSCHEDULABLE, "Insufficient cpu");
        assertFailed(Reason.UNSCHEDULABLE);
    }

    @Test
    void aMissingSecret() {
        start(Map.of("CREDENTIALS_SECRET", "no-such-secret"));

        bench.apply("run", Specs.SHORT);

        assertNamed(Reason.CONFIGURATION_MISSING, "secret \"no-such-secret\" not found");
        assertFailed(Reason.CONFIGURATION_MISSING);
    }

    @Test
    void aMissingSecretThatIsMendedWhileTheRunWaits() {
        bench.startOperator(Map.of());
        var secret = bench.installation().credentials(bench.namespace());
        bench.client().resource(secret).delete();
        bench.apply("run", Specs.SHORT);
        assertNamed(Reason.CONFIGURATION_MISSING, secret.getMetadata().getName());

        bench.client().resource(secret).create();

        var run = bench.awaitEnd("run");
        bench.saw(run);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void aLoadGeneratorWithTooLittleMemory() {
        start(Map.of("LOAD_MEMORY", "32Mi"));

        bench.apply("run", Specs.SHORT);

        assertFailed(Reason.OUT_OF_MEMORY);
    }

    @Test
    void aQuotaOfJobs() {
        start(Map.of());
        quota(Map.of("count/jobs.batch", new Quantity("0")));

        bench.apply("run", Specs.SHORT);

        assertFailed(Reason.REFUSED, "exceeded quota");
    }

    @Test
    void aQuotaThatForbidsTheFillingsPod() {
        start(Map.of());
        quota(Map.of("pods", new Quantity("0")));

        bench.apply("run", Specs.SHORT);

        assertNamed(Reason.REFUSED, "exceeded quota");
        assertFailed(Reason.REFUSED, "exceeded quota");
    }

    @Test
    void aQuotaThatForbidsTheServicesPod() {
        start(Map.of());
        quota(Map.of("requests.memory", new Quantity("600Mi")));

        bench.apply("run", Specs.SHORT.replace("256Mi", "1Gi"));

        assertNamed(Reason.REFUSED, "exceeded quota");
        assertFailed(Reason.REFUSED, "exceeded quota");
    }

    @Test
    void aQuotaThatIsRaisedWhileTheRunWaits() {
        bench.startOperator(Map.of());
        quota(Map.of("pods", new Quantity("0")));
        bench.apply("run", Specs.SHORT);
        assertNamed(Reason.REFUSED, "exceeded quota");

        quota(Map.of("pods", new Quantity("10")));

        var run = bench.awaitEnd("run");
        bench.saw(run);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void aForeignJobOfTheSameName() {
        start(Map.of());
        var attempt = Attempt.of(bench.apply("run", Specs.SHORT + "  suspend: true\n"), 1);
        bench.awaitPhase("run", Phase.SUSPENDED);
        var foreign = bench.client()
                .resource(foreignJob(attempt.name(Component.POPULATE)))
                .create();

        bench.kubectl("patch", "perfrun", "run", "--type=merge", "-p", "{\"spec\":{\"suspend\":false}}");

        assertFailed(Reason.NAME_CONFLICT, foreign.getMetadata().getName());
        var present = bench.client().resource(foreign).get();
        assertThat(present.getMetadata().getUid())
                .isEqualTo(foreign.getMetadata().getUid());
        assertThat(present.getMetadata().getGeneration())
                .isEqualTo(foreign.getMetadata().getGeneration());
        assertThat(present.getMetadata().getOwnerReferences()).isEmpty();
    }

    private void start(Map<String, String> differences) {
        var all = new HashMap<>(IMPATIENT);
        all.putAll(differences);
        bench.startOperator(all);
    }

    private void quota(Map<String, Quantity> hard) {
        bench.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(bench.namespace())
                        .withName("quota")
                        .endMetadata()
                        .withNewSpec()
                        .withHard(hard)
                        .endSpec()
                        .build())
                .createOr(present -> present.update());
        bench.client()
                .resourceQuotas()
                .inNamespace(bench.namespace())
                .withName("quota")
                .waitUntilCondition(
                        quota -> quota.getStatus() != null
                                && hard.equals(quota.getStatus().getHard()),
                        NAMED.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** While the run is under way: who reads the status then can still mend it. */
    private void assertNamed(Reason reason, String words) {
        var run = bench.await(
                "run",
                NAMED,
                status -> Bench.hasEnded(status) || reason.toString().equals(Bench.reason(status)));
        bench.saw(run);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(run.getStatus().message()).contains(words);
    }

    private void assertFailed(Reason reason) {
        assertFailed(reason, "");
    }

    private void assertFailed(Reason reason, String words) {
        var run = bench.awaitEnd("run");
        bench.saw(run);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.FAILED);
        assertThat(Bench.reason(run.getStatus())).isEqualTo(reason.toString());
        assertThat(run.getStatus().message()).contains(words);
        assertThat(run.getStatus().results()).isNull();
    }

    /** Suspended, so that it never makes a pod. */
    private Job foreignJob(String name) {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(bench.namespace())
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withSuspend(true)
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("foreign")
                .withImage("localhost/foreign:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
