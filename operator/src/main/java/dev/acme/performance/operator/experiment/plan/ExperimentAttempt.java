package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.RunTemplate;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Digest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One attempt of one experiment: names, labels and owner of its runs and of its report. */
public record ExperimentAttempt(String namespace, String experiment, String uid, int number) {
    /** On every run of an experiment: its name. */
    public static final String EXPERIMENT = "performance.acme.dev/experiment";

    private static final String EXPERIMENT_UID = "performance.acme.dev/experiment-uid";
    private static final String ATTEMPT = "performance.acme.dev/experiment-attempt";
    private static final String CELL = "performance.acme.dev/cell";
    private static final String BLOCK = "performance.acme.dev/block";
    private static final String SLOT = "performance.acme.dev/slot";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int PREFIX = 24;
    private static final int DIGITS = 6;

    public static ExperimentAttempt of(PerformanceExperiment experiment, int number) {
        var meta = experiment.getMetadata();
        return new ExperimentAttempt(meta.getNamespace(), meta.getName(), meta.getUid(), number);
    }

    /** Of the run that a measurement asks for, at most 24 + 1 + 6 + 1 + 4 + 1 characters; a replacement has another. */
    public String runName(int slot, boolean isReplacement) {
        return base() + "-" + slot + (isReplacement ? "b" : "");
    }

    /** Of the ConfigMap that holds the report. */
    public String reportName() {
        return base() + "-report";
    }

    private String base() {
        String prefix = experiment.length() <= PREFIX ? experiment : experiment.substring(0, PREFIX);
        return prefix.replaceAll("-+$", "") + "-" + Digest.of(uid + "/" + number, DIGITS);
    }

    /** What selects the runs of this attempt. */
    public Map<String, String> selector() {
        return new TreeMap<>(Map.of(EXPERIMENT_UID, uid, ATTEMPT, String.valueOf(number)));
    }

    /** The run of a measurement, as it is created. */
    public PerformanceRun run(Slot slot, boolean isReplacement, RunTemplate template, PerformanceRunSpec spec) {
        var labels = new TreeMap<>(
                template.metadata() == null ? Map.of() : template.metadata().labels());
        labels.putAll(selector());
        labels.put(EXPERIMENT, experiment);
        labels.put(CELL, slot.cell());
        labels.put(BLOCK, String.valueOf(slot.block()));
        labels.put(SLOT, String.valueOf(slot.number()));
        labels.put(Attempt.MANAGED_BY, Attempt.OPERATOR);
        var run = new PerformanceRun();
        run.setMetadata(metadata(runName(slot.number(), isReplacement), labels));
        run.setSpec(spec);
        return run;
    }

    /** Of the report. */
    public ObjectMeta reportMetadata() {
        var labels = new TreeMap<>(selector());
        labels.put(EXPERIMENT, experiment);
        labels.put(Attempt.MANAGED_BY, Attempt.OPERATOR);
        return metadata(reportName(), labels);
    }

    private ObjectMeta metadata(String name, Map<String, String> labels) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .withOwnerReferences(owner())
                .build();
    }

    private OwnerReference owner() {
        return new OwnerReferenceBuilder()
                .withApiVersion(PerformanceRun.GROUP + "/" + PerformanceRun.VERSION)
                .withKind("PerformanceExperiment")
                .withName(experiment)
                .withUid(uid)
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    /** Whether an object was made for this very experiment: a name alone proves nothing. */
    public boolean owns(HasMetadata object) {
        return Attempt.isControlledBy(object, Set.of(uid));
    }

    /** Whether a run is one that this attempt made: a copy of one bears its labels and owner, and not its place's name. */
    public boolean made(PerformanceRun run) {
        String name = run.getMetadata().getName();
        return owns(run)
                && slotOf(run)
                        .filter(slot ->
                                name.equals(runName(slot.number(), false)) || name.equals(runName(slot.number(), true)))
                        .isPresent();
    }

    /** What indexes the runs of one cell. */
    public String cellKey(String cell) {
        return uid + "/" + number + "/" + cell;
    }

    /** The same of a run; empty where it belongs to no experiment. */
    public static Optional<String> cellKeyOf(PerformanceRun run) {
        return label(run, EXPERIMENT_UID)
                .flatMap(uid -> label(run, ATTEMPT)
                        .flatMap(attempt -> label(run, CELL).map(cell -> uid + "/" + attempt + "/" + cell)));
    }

    /** Where the run stands in its experiment; empty where its labels do not tell. */
    public static Optional<Slot> slotOf(PerformanceRun run) {
        return label(run, CELL)
                .flatMap(cell -> number(run, SLOT)
                        .flatMap(slot -> number(run, BLOCK).map(block -> new Slot(slot, block, cell))));
    }

    private static Optional<Integer> number(PerformanceRun run, String name) {
        return label(run, name).filter(text -> NUMBER.matcher(text).matches()).map(Integer::valueOf);
    }

    private static Optional<String> label(PerformanceRun run, String name) {
        return Optional.ofNullable(run.getMetadata().getLabels()).map(labels -> labels.get(name));
    }
}
