package dev.acme.performance.operator.target;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodFluent;

/** Pods as a kubelet describes them. */
public final class Pods {
    private Pods() {}

    public static Pod pending() {
        return pod("Pending").endStatus().build();
    }

    public static Pod running() {
        return pod("Running")
                .addNewContainerStatus()
                .withName("c")
                .withRestartCount(0)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    /** A running pod of that UID. */
    public static Pod running(String uid) {
        return new PodBuilder(running())
                .editMetadata()
                .withUid(uid)
                .endMetadata()
                .build();
    }

    /** A pod of that UID that runs again after its container was killed once. */
    public static Pod restarted(String uid, String reason) {
        return new PodBuilder(running(uid))
                .editStatus()
                .editFirstContainerStatus()
                .withRestartCount(1)
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(137)
                .withReason(reason)
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    public static Pod waiting(String reason, String message) {
        return pod("Pending")
                .addNewContainerStatus()
                .withName("c")
                .withImage("registry:1")
                .withRestartCount(0)
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    /** A pod whose container ended and is not started again. */
    public static Pod ended(int exitCode, String reason, String message) {
        return pod(exitCode == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName("c")
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    /** A pod whose container crashed {@code restarts} times and waits for the next start. */
    public static Pod crashing(int restarts, int exitCode, String message) {
        var crash = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason("Error")
                .withMessage(message)
                .endTerminated()
                .build();
        var back = new ContainerStateBuilder()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .build();
        return pod("Running")
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withName("c")
                        .withRestartCount(restarts)
                        .withState(back)
                        .withLastState(crash)
                        .build())
                .endStatus()
                .build();
    }

    public static Pod unschedulable(String message) {
        return pod("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }

    public static Pod evicted(String message) {
        return pod("Failed")
                .withReason("Evicted")
                .withMessage(message)
                .endStatus()
                .build();
    }

    private static PodFluent<PodBuilder>.StatusNested<PodBuilder> pod(String phase) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withUid("pod-uid")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase(phase);
    }
}
