package dev.acme.performance.operator.load;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.operator.external.ExternalTarget;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Images;
import dev.acme.performance.operator.target.Restricted;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The load generator's Job: its pods are started once, never again; several have numbers, and meet before they start. */
public final class LoadJobManifest {
    static final String CONTAINER = "load";
    /** For a load that no operator stops and reads any more; the Job's deadline deletes the pod with its result. */
    private static final long MARGIN_SECONDS = 600;

    /** What the scheduler reserves; the limit is the administrator's. */
    private static final Quantity REQUESTED_CPU = new Quantity("250m");

    private static final ExchangeCodec CODEC = new ExchangeCodec();

    /** The chart's NetworkPolicies select by it. */
    static final String TARGET = "performance.acme.dev/external-target";

    private final Attempt attempt;
    private final PerformanceRunSpec spec;
    private final Images images;

    private LoadJobManifest(Attempt attempt, PerformanceRunSpec spec, Images images) {
        this.attempt = attempt;
        this.spec = spec;
        this.images = images;
    }

    /** Against the run's own registry. */
    public static Job of(Attempt attempt, PerformanceRunSpec spec, LoadProfile profile, String url, Images images) {
        return new LoadJobManifest(attempt, spec, images).job(arguments(profile, url), Optional.empty());
    }

    /** Against somebody else's service; the pod is labelled with its name, so that a NetworkPolicy can let it out to there. */
    public static Job of(Attempt attempt, PerformanceRunSpec spec, ExternalTarget target, Images images) {
        return new LoadJobManifest(attempt, spec, images)
                .job(arguments(target.profile(spec.clients(), spec.load()), target.url()), Optional.of(target));
    }

    private int pods() {
        return spec.load().pods();
    }

    /** Where the first of several listens for the others. */
    private static EnvVar address() {
        return new EnvVarBuilder()
                .withName("POD_IP")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("status.podIP")
                .endFieldRef()
                .endValueFrom()
                .build();
    }

    /** A kubelet would take {@code $(…)} in an argument for a variable. */
    private static List<String> arguments(LoadProfile profile, String url) {
        return List.of("--profile", CODEC.writeProfile(profile).replace("$", "\\u0024"), "--target", url);
    }

    private Job job(List<String> arguments, Optional<ExternalTarget> target) {
        var headers = target.flatMap(SecretHeaders::of);
        var container = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(images.loadgen())
                .withImagePullPolicy("IfNotPresent")
                .withArgs(arguments)
                .addAllToArgs(MeetingManifest.arguments(attempt, pods()))
                .addAllToEnv(pods() == 1 ? List.of() : List.of(address()))
                .addAllToArgs(headers.map(SecretHeaders::arguments).orElse(List.of()))
                .withSecurityContext(Restricted.container())
                .withTerminationMessagePolicy("File")
                .withNewResources()
                .withRequests(Map.of("cpu", REQUESTED_CPU, "memory", images.loadMemory()))
                .withLimits(Map.of("cpu", images.loadCpu(), "memory", images.loadMemory()))
                .endResources()
                .addToVolumeMounts(Restricted.scratchMount())
                .addAllToVolumeMounts(headers.map(SecretHeaders::mount).stream().toList())
                .build();
        var volumes = Stream.concat(Stream.of(Restricted.scratch()), headers.map(SecretHeaders::volume).stream())
                .toList();
        return new JobBuilder()
                .withMetadata(attempt.metadata(Attempt.Component.LOAD))
                .withNewSpec()
                .withBackoffLimit(pods() == 1 ? 0 : null)
                .withBackoffLimitPerIndex(pods() == 1 ? null : 0)
                .withActiveDeadlineSeconds(spec.timeoutSeconds() + MARGIN_SECONDS)
                .withParallelism(pods())
                .withCompletions(pods())
                .withCompletionMode(pods() == 1 ? null : "Indexed")
                .withPodReplacementPolicy("Failed")
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(attempt.labels(Attempt.Component.LOAD))
                .addToLabels(target.map(it -> Map.of(TARGET, it.name())).orElse(Map.of()))
                .endMetadata()
                .withSpec(Restricted.pod(container, volumes, "Never", images.loadPods()))
                .endTemplate()
                .endSpec()
                .build();
    }
}
