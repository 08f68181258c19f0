package dev.acme.performance.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.local.Machine;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a pod is ended by its deadline; a running one may be given its deadline late, to stop it and keep what it said. */
class DeadlineIT {
    private static Machine machine;

    @BeforeAll
    static void start() {
        machine = new Machine();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void giveDeadline(String pod) {
        machine.await(() -> assertThat(machine.log(pod)).isEqualTo("up\n"));
        machine.client()
                .pods()
                .withName(pod)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"activeDeadlineSeconds\":1}}");
    }

    private static ContainerStateTerminated ended(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated();
    }

    @Test
    void aPodHasADeadline() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: late}
                spec: {restartPolicy: Never, activeDeadlineSeconds: 1, terminationGracePeriodSeconds: 1, containers: [{name: main, image: shell, args: ["sleep 100"]}]}
                """);

        assertThat(machine.awaitPhase("late", "Failed").getStatus().getReason()).isEqualTo("DeadlineExceeded");
    }

    @Test
    void aRunningPodThatIsGivenADeadlineIsAskedToEndAndItsWordsAreKept() {
        machine.shell(
                "told",
                "Never",
                "trap 'echo partial; echo half > $TERMINATION_MESSAGE_PATH; exit 0' TERM; echo up; while :; do sleep 0.05; done");

        giveDeadline("told");

        var pod = machine.awaitPhase("told", "Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(ended(pod).getExitCode()).isZero();
        assertThat(ended(pod).getMessage()).isEqualTo("half\n");
        assertThat(machine.log("told")).isEqualTo("up\npartial\n");
    }

    @Test
    void aRunningPodThatDoesNotListenIsKilledAfterItsGrace() {
        machine.shell("deaf", "Never", "trap '' TERM; echo up; while :; do sleep 0.05; done");

        giveDeadline("deaf");

        var pod = machine.awaitPhase("deaf", "Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(ended(pod).getExitCode()).isEqualTo(137);
        assertThat(machine.log("deaf")).isEqualTo("up\n");
    }
}
