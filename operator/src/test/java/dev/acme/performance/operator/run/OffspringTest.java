package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffspringTest {
    private static final Attempt ATTEMPT = Attempt.of(Runs.run(""), 1);
    private static final Job LOAD = new JobBuilder()
            .withMetadata(new ObjectMetaBuilder(ATTEMPT.metadata(Component.LOAD))
                    .withUid("job")
                    .build())
            .build();
    private static final Deployment REGISTRY = new DeploymentBuilder()
            .withMetadata(new ObjectMetaBuilder(ATTEMPT.metadata(Component.REGISTRY))
                    .withUid("deployment")
                    .build())
            .build();
    private static final ReplicaSet SET = new ReplicaSetBuilder()
            .withMetadata(controlled(Component.REGISTRY, "set", REGISTRY))
            .build();
    private static final ReplicaSet FOREIGN_SET = new ReplicaSetBuilder()
            .withMetadata(named(Component.REGISTRY, "foreign-set"))
            .build();
    private static final Pod LOAD_POD = pod(controlled(Component.LOAD, "load-pod", LOAD));
    private static final Pod REGISTRY_POD = pod(controlled(Component.REGISTRY, "registry-pod", SET));

    @Test
    void aPodIsWhoseControllerMadeIt() {
        var offspring = offspring(LOAD_POD, REGISTRY_POD);

        assertThat(offspring.pods(Component.LOAD)).containsExactly(LOAD_POD);
        assertThat(offspring.pods(Component.REGISTRY)).containsExactly(REGISTRY_POD);
        assertThat(offspring.pods(Component.POPULATE)).isEmpty();
        assertThat(offspring.pods(Component.RESULT)).isEmpty();
    }

    @Test
    void labelsMakeNoPodTheAttempts() {
        var labelled = pod(named(Component.LOAD, "labelled"));
        var ofAnotherSet = pod(controlled(Component.REGISTRY, "other", FOREIGN_SET));
        var ofTheRunItself = pod(ATTEMPT.metadata(Component.LOAD));
        var offspring = offspring(labelled, ofAnotherSet, ofTheRunItself);

        for (var component : Component.values()) {
            assertThat(offspring.pods(component)).as("%s", component).isEmpty();
        }
    }

    @Test
    void workloadsOfSomebodyElseOrOnTheirWayOutAreNotThere() {
        var foreign = new JobBuilder()
                .withMetadata(named(Component.LOAD, "foreign"))
                .editMetadata()
                .withName(ATTEMPT.name(Component.LOAD))
                .endMetadata()
                .build();
        var leaving = new JobBuilder(LOAD)
                .editMetadata()
                .withDeletionTimestamp(Runs.NOW.toString())
                .endMetadata()
                .build();

        var offspring = new Offspring(ATTEMPT, List.of(foreign, leaving), List.of(), List.of(), List.of(LOAD_POD));

        assertThat(offspring.jobs()).isEmpty();
        assertThat(offspring.pods(Component.LOAD)).isEmpty();
    }

    private static Offspring offspring(Pod... pods) {
        return new Offspring(ATTEMPT, List.of(LOAD), List.of(REGISTRY), List.of(SET, FOREIGN_SET), List.of(pods));
    }

    private static Pod pod(ObjectMeta metadata) {
        return new PodBuilder().withMetadata(metadata).build();
    }

    private static ObjectMeta named(Component component, String uid) {
        return new ObjectMetaBuilder()
                .withName(uid)
                .withUid(uid)
                .withLabels(ATTEMPT.labels(component))
                .build();
    }

    private static ObjectMeta controlled(Component component, String uid, HasMetadata controller) {
        return new ObjectMetaBuilder(named(component, uid))
                .addNewOwnerReference()
                .withUid(controller.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .build();
    }
}
