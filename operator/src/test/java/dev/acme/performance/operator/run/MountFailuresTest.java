package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.target.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MountFailuresTest {
    private static final Instant LATE = NOW.plusSeconds(21);

    @Test
    void aPodHangsWhenItsNodeHasBeenSilentForAWhile() {
        var creating = begun(Pods.waiting("ContainerCreating", ""));

        assertThat(MountFailures.hangs(creating, LATE)).isTrue();
        assertThat(MountFailures.hangs(creating, NOW.plusSeconds(20))).isFalse();
        assertThat(MountFailures.hangs(Pods.waiting("ContainerCreating", ""), LATE))
                .isFalse();
        assertThat(MountFailures.hangs(begun(Pods.waiting("ContainerCreating", "said already")), LATE))
                .isFalse();
        assertThat(MountFailures.hangs(begun(Pods.waiting("ErrImagePull", "")), LATE))
                .isFalse();
        assertThat(MountFailures.hangs(begun(Pods.running()), LATE)).isFalse();
        assertThat(MountFailures.hangs(begun(Pods.pending()), LATE)).isFalse();
    }

    private static Pod begun(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .withStartTime(NOW.toString())
                .endStatus()
                .build();
    }
}
