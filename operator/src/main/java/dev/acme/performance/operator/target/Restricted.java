package dev.acme.performance.operator.target;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.time.Duration;
import java.util.List;

/** The one shape of every pod that a run makes: Pod Security level {@code restricted}, no token, read-only root. */
public final class Restricted {
    /** How long a container may take to end after it was told to. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    private static final long UID = 65_532;
    private static final String SCRATCH = "scratch";
    static final String SCRATCH_SIZE = "64Mi";

    private Restricted() {}

    /** A pod of one container. */
    public static PodSpec pod(Container container, List<Volume> volumes, String restartPolicy, PodGrants grants) {
        var placement = grants.placement();
        return new PodSpecBuilder()
                .withContainers(container)
                .withVolumes(volumes)
                .withRestartPolicy(restartPolicy)
                .withAutomountServiceAccountToken(false)
                .withServiceAccountName(grants.serviceAccount().orElse(null))
                .withNodeSelector(placement.nodeSelector().isEmpty() ? null : placement.sortedSelector())
                .withTolerations(placement.tolerations().stream()
                        .map(Placement.Tolerance::toleration)
                        .toList())
                .withImagePullSecrets(grants.pullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE.toSeconds())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(UID)
                .withRunAsGroup(UID)
                .withFsGroup(UID)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .build();
    }

    public static SecurityContext container() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** The only writable folder. */
    public static Volume scratch() {
        return scratch(SCRATCH_SIZE);
    }

    static Volume scratch(String size) {
        return new VolumeBuilder()
                .withName(SCRATCH)
                .withNewEmptyDir()
                .withNewSizeLimit(size)
                .endEmptyDir()
                .build();
    }

    public static VolumeMount scratchMount() {
        return new VolumeMountBuilder().withName(SCRATCH).withMountPath("/tmp").build();
    }
}
