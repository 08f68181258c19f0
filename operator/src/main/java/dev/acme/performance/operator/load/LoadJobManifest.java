package dev.acme.performance.operator.load;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Catalogue;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Images;
import dev.acme.performance.operator.target.Restricted;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;

/** The load generator's Job: one pod, started once, never again. */
public final class LoadJobManifest {
    static final String CONTAINER = "load";
    /** For a load that no operator stops and reads any more; the Job's deadline deletes the pod with its result. */
    private static final long MARGIN_SECONDS = 600;

    /** What the scheduler reserves; the limit is the administrator's. */
    private static final Quantity REQUESTED_CPU = new Quantity("250m");

    private static final ExchangeCodec CODEC = new ExchangeCodec();

    private LoadJobManifest() {}

    public static Job of(Attempt attempt, PerformanceRunSpec spec, Catalogue catalogue, String url, Images images) {
        var container = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(images.loadgen())
                .withImagePullPolicy("IfNotPresent")
                .withArgs(List.of("--profile", CODEC.writeProfile(LoadProfiles.of(spec, catalogue)), "--target", url))
                .withSecurityContext(Restricted.container())
                .withTerminationMessagePolicy("File")
                .withNewResources()
                .withRequests(Map.of("cpu", REQUESTED_CPU, "memory", images.loadMemory()))
                .withLimits(Map.of("cpu", images.loadCpu(), "memory", images.loadMemory()))
                .endResources()
                .withVolumeMounts(Restricted.scratchMount())
                .build();
        return new JobBuilder()
                .withMetadata(attempt.metadata(Attempt.Component.LOAD))
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(spec.timeoutSeconds() + MARGIN_SECONDS)
                .withParallelism(1)
                .withCompletions(1)
                .withPodReplacementPolicy("Failed")
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(attempt.labels(Attempt.Component.LOAD))
                .endMetadata()
                .withSpec(Restricted.pod(container, List.of(Restricted.scratch()), "Never", images.loadPods()))
                .endTemplate()
                .endSpec()
                .build();
    }
}
