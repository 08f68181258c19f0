package dev.acme.performance.operator.web.watch;

import dev.acme.performance.crds.Load;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs and experiments of the watched namespaces as summaries, the newest of each, kept up to date by informers of its own. */
public final class Inventory implements AutoCloseable {
    private static final Comparator<RunSummary> NEWEST_FIRST = Comparator.comparing(RunSummary::createdAt)
            .reversed()
            .thenComparing(RunSummary::namespace)
            .thenComparing(RunSummary::name);

    /** Of a namespace; a summary is a kilobyte. */
    private static final int MOST_RUNS = 10_000;

    private static final int MOST_EXPERIMENTS = 1_000;

    private final Newest<RunSummary> runs;
    private final Newest<ExperimentSummary> experiments;
    private final RunIds ids = new RunIds();
    private final Set<String> namespaces;
    private final Consumer<Change> listener;
    private final Watched<PerformanceRun> watchedRuns;
    private final Watched<PerformanceExperiment> watchedExperiments;

    private Inventory(
            KubernetesClient client,
            Set<String> namespaces,
            Consumer<Change> listener,
            int mostRuns,
            int mostExperiments) {
        this.namespaces = Set.copyOf(namespaces);
        this.listener = listener;
        this.watchedRuns = Watched.of(client, PerformanceRun.class, namespaces);
        this.watchedExperiments = Watched.of(client, PerformanceExperiment.class, namespaces);
        this.runs = new Newest<>(
                mostRuns,
                run -> new Newest.Place(run.namespace(), run.name(), run.createdAt()),
                at -> watchedRuns.find(at.namespace(), at.name()).map(RunSummary::of));
        this.experiments = new Newest<>(
                mostExperiments,
                experiment -> new Newest.Place(experiment.namespace(), experiment.name(), experiment.createdAt()),
                at -> watchedExperiments.find(at.namespace(), at.name()).map(ExperimentSummary::of));
        watchedRuns.start(new Runs());
        watchedExperiments.start(new Experiments());
    }

    /** Starts at once and fills as the API server answers; no namespace means all of them. */
    public static Inventory start(KubernetesClient client, Set<String> namespaces, Consumer<Change> listener) {
        return new Inventory(client, namespaces, listener, MOST_RUNS, MOST_EXPERIMENTS);
    }

    /** One that keeps {@code most} of each kind and namespace. */
    static Inventory start(KubernetesClient client, Set<String> namespaces, Consumer<Change> listener, int most) {
        return new Inventory(client, namespaces, listener, most, most);
    }

    /** Runs of the namespaces that {@code visible} names, newest first. */
    public List<RunSummary> runs(Predicate<String> visible) {
        return runs.all().stream()
                .filter(run -> visible.test(run.namespace()))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Whether that is what is known of the run by now. */
    public boolean isCurrent(RunSummary run) {
        return runs.get(run.namespace(), run.name()).filter(run::equals).isPresent();
    }

    /** How many pods load a run; one where that cannot be read. */
    public int loadPods(RunSummary run) {
        return watchedRuns
                .find(run.namespace(), run.name())
                .map(PerformanceRun::getSpec)
                .map(PerformanceRunSpec::load)
                .map(Load::pods)
                .orElse(1);
    }

    /** Experiments of the namespaces that {@code visible} names, newest first. */
    public List<ExperimentSummary> experiments(Predicate<String> visible) {
        return experiments.all().stream()
                .filter(experiment -> visible.test(experiment.namespace()))
                .sorted(Comparator.comparing(ExperimentSummary::createdAt)
                        .reversed()
                        .thenComparing(ExperimentSummary::namespace)
                        .thenComparing(ExperimentSummary::name))
                .toList();
    }

    /** Whose attempt has this id. */
    public Optional<Attempt> attempt(String runId) {
        return ids.find(runId);
    }

    /** An attempt that this replica has promised to somebody, before the API server tells of it. */
    public void promised(Attempt attempt) {
        ids.add(attempt);
    }

    /** The watched namespaces; where all are watched, those in which something is. */
    public Collection<String> namespaces() {
        return namespaces.isEmpty()
                ? Stream.of(runs.namespaces(), experiments.namespaces())
                        .flatMap(List::stream)
                        .collect(Collectors.toSet())
                : namespaces;
    }

    /** Whether runs in {@code namespace} are carried out by this operator. */
    public boolean watches(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    /** The one watched namespace, where there is just one. */
    public Optional<String> onlyNamespace() {
        return namespaces.size() == 1 ? namespaces.stream().findFirst() : Optional.empty();
    }

    /** Whether all that this operator may read has been read once. */
    public boolean isComplete() {
        return watchedRuns.isComplete() && watchedExperiments.isComplete();
    }

    /** Whether changes come in from every watched namespace now. */
    public boolean isCurrent() {
        return watchedRuns.isWatching() && watchedExperiments.isWatching();
    }

    @Override
    public void close() {
        watchedRuns.close();
        watchedExperiments.close();
    }

    private static int attempts(PerformanceRun run) {
        return Optional.ofNullable(run.getStatus())
                .map(PerformanceRunStatus::attempt)
                .orElse(0);
    }

    private final class Runs implements ResourceEventHandler<PerformanceRun> {
        @Override
        public void onAdd(PerformanceRun run) {
            ids.add(run, attempts(run));
            put(run);
        }

        @Override
        public void onUpdate(PerformanceRun old, PerformanceRun run) {
            if (attempts(old) != attempts(run)
                    || !old.getMetadata().getUid().equals(run.getMetadata().getUid())) {
                ids.add(run, attempts(run));
            }
            put(run);
        }

        private void put(PerformanceRun run) {
            var summary = RunSummary.of(run);
            if (runs.put(summary).filter(summary::equals).isEmpty()) {
                listener.accept(new Change.OfRun(summary));
            }
        }

        @Override
        public void onDelete(PerformanceRun run, boolean isStateUnknown) {
            ids.remove(run);
            runs.remove(run.getMetadata().getNamespace(), run.getMetadata().getName());
            listener.accept(new Change.Removed(
                    Change.Kind.RUN,
                    run.getMetadata().getNamespace(),
                    run.getMetadata().getName()));
        }
    }

    private final class Experiments implements ResourceEventHandler<PerformanceExperiment> {
        @Override
        public void onAdd(PerformanceExperiment experiment) {
            var summary = ExperimentSummary.of(experiment);
            if (experiments.put(summary).filter(summary::equals).isEmpty()) {
                listener.accept(new Change.OfExperiment(summary));
            }
        }

        @Override
        public void onUpdate(PerformanceExperiment old, PerformanceExperiment experiment) {
            onAdd(experiment);
        }

        @Override
        public void onDelete(PerformanceExperiment experiment, boolean isStateUnknown) {
            experiments.remove(
                    experiment.getMetadata().getNamespace(),
                    experiment.getMetadata().getName());
            listener.accept(new Change.Removed(
                    Change.Kind.EXPERIMENT,
                    experiment.getMetadata().getNamespace(),
                    experiment.getMetadata().getName()));
        }
    }
}
