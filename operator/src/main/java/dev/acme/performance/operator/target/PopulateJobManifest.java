package dev.acme.performance.operator.target;

import dev.acme.performance.crds.PerformanceRunSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;

/** The Job that fills the registry; it resumes, so it may be tried again. */
public final class PopulateJobManifest {
    private static final int RETRIES = 3;
    /** The operator's deadline comes first: it knows why, and the Job's deletes the pods that would tell. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** The program's exit code for a configuration that no retry mends. */
    private static final int BAD_CONFIGURATION = 64;

    private static final Quantity CPU = new Quantity("1");
    private static final Quantity MEMORY = new Quantity("512Mi");

    private PopulateJobManifest() {}

    public static Job of(
            Attempt attempt, PerformanceRunSpec spec, Images images, Backends backends, Duration deadline) {
        var pod = new RegistryPod(spec, images, backends);
        var model = spec.model();
        var container = pod.container(
                CPU,
                MEMORY,
                List.of(
                        "populate",
                        "--model=" + model.id(),
                        "--version=" + model.version(),
                        "--size=" + model.sizeBytes(),
                        "--count=" + model.registrySize(),
                        "--source=" + backends.modelSource()));
        return new JobBuilder()
                .withMetadata(attempt.metadata(Attempt.Component.POPULATE))
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withActiveDeadlineSeconds(deadline.plus(MARGIN).toSeconds())
                .withPodReplacementPolicy("Failed")
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(RegistryPod.CONTAINER)
                .withOperator("In")
                .withValues(BAD_CONFIGURATION)
                .endOnExitCodes()
                .endRule()
                .endPodFailurePolicy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(attempt.labels(Attempt.Component.POPULATE))
                .endMetadata()
                .withSpec(Restricted.pod(container, pod.volumes(), "Never", images.registryPods()))
                .endTemplate()
                .endSpec()
                .build();
    }
}
