package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** An API server in memory: it keeps runs and one experiment's status, refuses what it is told to, and counts what it is asked. */
final class FakeExperimentApi implements ExperimentApi {
    private static final Refusal FORBIDDEN = new Refusal("forbidden: no rights just now", true);

    private final Map<String, PerformanceRun> runs = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> reports = new HashMap<>();
    private final Function<PerformanceRunSpec, Optional<String>> rules;
    private final List<String> created = new ArrayList<>();
    private final Map<String, String> quota = new HashMap<>();
    private Optional<Function<ExperimentAttempt, Unstored>> unstored = Optional.empty();
    private PerformanceExperiment experiment;
    private int reads;
    private int lists;
    private int forbidden;
    private int statusWrites;
    private boolean forbidsRuns;
    private boolean losesNextStatus;
    private boolean forbidsByRule;

    FakeExperimentApi(PerformanceExperiment experiment, Function<PerformanceRunSpec, Optional<String>> rules) {
        this.experiment = experiment;
        this.rules = rules;
    }

    PerformanceExperiment experiment() {
        return experiment;
    }

    /** Names, in the order of their creation. */
    List<String> created() {
        return List.copyOf(created);
    }

    Map<String, PerformanceRun> runs() {
        return runs;
    }

    Map<String, Map<String, String>> reports() {
        return reports;
    }

    /** Runs that were read one by one or from the index so far. */
    int reads() {
        return reads;
    }

    int lists() {
        return lists;
    }

    /** The operator dies before its next status is written. */
    void dieAtNextStatus() {
        losesNextStatus = true;
    }

    @Override
    public Map<String, PerformanceRun> read(ExperimentAttempt attempt, List<OpenRun> open) {
        reads += open.size();
        var found = new HashMap<String, PerformanceRun>();
        open.stream()
                .map(one -> runs.get(one.run()))
                .filter(Objects::nonNull)
                .filter(attempt::owns)
                .forEach(run -> found.put(run.getMetadata().getName(), run));
        return found;
    }

    @Override
    public List<PerformanceRun> ofCell(ExperimentAttempt attempt, String cell) {
        var found = runs.values().stream()
                .filter(attempt::made)
                .filter(run -> ExperimentAttempt.cellKeyOf(run).equals(Optional.of(attempt.cellKey(cell))))
                .toList();
        reads += found.size();
        return found;
    }

    @Override
    public List<PerformanceRun> list(ExperimentAttempt attempt) {
        lists++;
        return runs.values().stream()
                .filter(attempt::made)
                .filter(run -> run.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(attempt.selector().entrySet()))
                .toList();
    }

    @Override
    public Optional<Refusal> create(ExperimentAttempt attempt, PerformanceRun run) {
        String name = run.getMetadata().getName();
        var refused = Optional.ofNullable(quota.get(name))
                .map(why -> new Refusal(why, false))
                .or(() -> forbidsRuns ? Optional.of(FORBIDDEN) : refusal(run));
        if (refused.isEmpty() && runs.putIfAbsent(run.getMetadata().getName(), run) == null) {
            created.add(run.getMetadata().getName());
        }
        return refused;
    }

    @Override
    public Optional<Refusal> refusal(PerformanceRun run) {
        return refusedForNow()
                ? Optional.of(FORBIDDEN)
                : rules.apply(run.getSpec()).map(why -> new Refusal(why, forbidsByRule));
    }

    @Override
    public void cancel(ExperimentAttempt attempt, String run) {
        var there = Objects.requireNonNull(runs.get(run));
        var spec = there.getSpec();
        there.setSpec(new PerformanceRunSpec(
                spec.clients(),
                spec.model(),
                spec.compute(),
                spec.storage(),
                spec.pools(),
                spec.load(),
                spec.objectives(),
                spec.timeoutSeconds(),
                spec.suspend(),
                true,
                spec.rerun(),
                spec.cleanup()));
    }

    @Override
    public Optional<Unstored> store(ExperimentAttempt attempt, Map<String, String> files) {
        if (refusedForNow()) {
            return Optional.of(new Unstored(ExperimentReason.REPORT_REFUSED, FORBIDDEN.why(), true));
        }
        if (unstored.isEmpty()) {
            reports.putIfAbsent(attempt.reportName(), files);
        }
        return unstored.map(why -> why.apply(attempt));
    }

    @Override
    public void forgetReport(ExperimentAttempt attempt) {
        reports.remove(attempt.reportName());
    }

    /** From now on no report is stored. */
    void storesNothing(Function<ExperimentAttempt, Unstored> why) {
        unstored = Optional.of(why);
    }

    /** So many of the next requests are forbidden, as while somebody replaces a RoleBinding. */
    void forbidsNext(int requests) {
        forbidden = requests;
    }

    /** The rules are answered as somebody's policy would, by 403. */
    void forbidsWhatTheRulesRefuse() {
        forbidsByRule = true;
    }

    /** From now on no run is created, as without the right to. */
    void forbidsRuns() {
        forbidsRuns = true;
    }

    private boolean refusedForNow() {
        return forbidden > 0 && forbidden-- > 0;
    }

    /** A run of that name is not created, though it would be allowed. */
    void refuses(String run, String why) {
        quota.put(run, why);
    }

    @Override
    public void writeStatus(PerformanceExperiment changed) {
        if (losesNextStatus) {
            losesNextStatus = false;
            throw new OperatorDied();
        }
        experiment = changed;
        statusWrites++;
    }

    int statusWrites() {
        return statusWrites;
    }

    /** What a kill between an effect and its status looks like to the next operator. */
    static final class OperatorDied extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
