package dev.acme.performance.operator.web.watch;

/** Something that clients may want to hear of. */
public sealed interface Change {
    String namespace();

    record OfRun(RunSummary run) implements Change {
        @Override
        public String namespace() {
            return run.namespace();
        }
    }

    record OfExperiment(ExperimentSummary experiment) implements Change {
        @Override
        public String namespace() {
            return experiment.namespace();
        }
    }

    record Removed(Kind kind, String namespace, String name) implements Change {}

    /** Of what was removed. */
    enum Kind {
        RUN,
        EXPERIMENT
    }
}
