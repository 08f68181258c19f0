package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Catalogue;
import dev.acme.performance.operator.external.ExternalTarget;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.TargetIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The one thing to do next. */
sealed interface Step {
    /** Wait for one's turn, in the open; {@code ahead} is empty where the turn has come. */
    record Queue(List<String> ahead) implements Step {}

    /** Give the attempt its number and its identity. */
    record StartAttempt(int attempt) implements Step {}

    /** Fill the registry. */
    record Populate() implements Step {}

    /** Wait until the registry is filled. */
    record AwaitPopulate(Optional<PodProblem> problem) implements Step {}

    /** Bring the target up; it may wait for the registry to be filled. */
    record Provision() implements Step {}

    /** Put on record what the registry was verified to hold. */
    record RecordCatalogue(Catalogue catalogue) implements Step {}

    /** Wait until every replica answers. */
    record AwaitTarget(int ready, int wanted, Optional<PodProblem> problem) implements Step {}

    /** Start the load generator against a target that is ready, and that must stay the same until the end. */
    record StartLoad(Catalogue catalogue, TargetIdentity target) implements Step {}

    /** Start the load generator against a target that is nobody's here. */
    record StartExternalLoad(ExternalTarget target) implements Step {}

    /** Wait until the load generator ends. */
    record AwaitLoad(List<String> pods, Optional<PodProblem> problem) implements Step {
        public AwaitLoad {
            pods = List.copyOf(pods);
        }

        /** Of one pod, or of none that is known yet. */
        AwaitLoad(Optional<String> pod, Optional<PodProblem> problem) {
            this(pod.stream().toList(), problem);
        }
    }

    /** Order the load generator's end, keeping what it measured; the attempt ends as {@code ending} says. */
    record StopLoad(List<String> pods, Ending ending) implements Step {
        public StopLoad {
            pods = List.copyOf(pods);
        }

        /** Of one pod. */
        StopLoad(String pod, Ending ending) {
            this(List.of(pod), ending);
        }
    }

    /** Read the results and publish them with the attempt's end; how the target changed meanwhile voids them. */
    record Collect(Ending ending, Optional<String> targetChange) implements Step {}

    /** End the attempt without results. */
    record End(Ending ending) implements Step {}

    /** Stand still until {@code spec.suspend} is taken back. */
    record Suspend(List<World.Workload> workloads) implements Step {}

    /** Delete workloads whose results, if any, are in status. */
    record Release(List<World.Workload> workloads) implements Step {}

    /** Take the finalizer off a run that has nothing left to clean up. */
    record LetGo() implements Step {}

    /** Take note of an edit that asks for nothing new. */
    record Acknowledge() implements Step {}

    /** Nothing to do until something happens, or until an instant. */
    record Rest(Optional<Instant> until) implements Step {}
}
