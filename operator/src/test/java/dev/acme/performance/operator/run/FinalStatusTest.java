package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.CATALOGUE;
import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.Capacity;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.diagnosis.Diagnosis;
import dev.acme.performance.operator.diagnosis.WhiteBox;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FinalStatusTest {
    private static final RunEnvironment ENVIRONMENT = RunEnvironmentBuilder.builder()
            .fidelity("simulated")
            .notes(List.of("one machine"))
            .fingerprint("f")
            .build();
    private static final PerformanceRunStatus LOADING = PerformanceRunStatus.empty()
            .withPhase(Phase.COLLECTING)
            .withAttempt(1)
            .withRunId("id")
            .withStartedAt(NOW.toString())
            .withCatalogue(CATALOGUE);
    private static final Step.Collect COMPLETED = new Step.Collect(new Ending.Completed(), Optional.empty());

    @Test
    void aMeasuredAttemptSucceedsAndSaysTheNumbers() {
        var status = collected("", COMPLETED, Optional.of(Runs.result(100)));

        assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status.verdict()).isEqualTo(Verdict.NONE);
        assertThat(status.validity()).isEqualTo(Validity.VALID);
        assertThat(status.results()).isEqualTo(Runs.result(100).results());
        assertThat(status.message())
                .isEqualTo(
                        "100 of 100 succeeded; mean 5.00 ms, median 5.00 ms, P99 9.00 ms, 50.00 requests/s, 0.00 MB/s");
        assertThat(status.report()).endsWith("-1-result");
        assertThat(status.history()).singleElement().satisfies(entry -> {
            assertThat(entry.attempt()).isEqualTo(1);
            assertThat(entry.p99Ms()).isEqualTo(9.0);
            assertThat(entry.validity()).isEqualTo(Validity.VALID);
        });
        assertThat(conditions(status))
                .containsExactlyInAnyOrder(
                        "Ready=True", "Reconciling=False", "Stalled=False", "LoadFinished=True", "ResultValid=True");
    }

    @Test
    void theCourseOfARunIsToldWithItsCapacityAndWhatTheMachineWasLike() {
        var finding = new Notice("OpenFiles", "too few", "raise it");
        var seconds = IntStream.range(0, 60)
                .mapToObj(at -> new RunResult.Second(at, 637 - 9 * at, 0, 0, 5.0, 9.0))
                .toList();
        var result = Runs.result(100)
                .withMode(LoadMode.CLOSED)
                .withResults(Runs.result(100).results().withDurationSeconds(60))
                .withSeries(seconds)
                .withFindings(List.of(finding));
        var spec = "load: {mode: Closed, durationSeconds: 60}\nobjectives: [{name: p99, metric: p99Ms, max: 10}]";

        var status = collected(spec, COMPLETED, Optional.of(result));
        var steady = collected(spec, COMPLETED, Optional.of(result.withSeries(List.of())));

        assertThat(status.drift()).satisfies(drift -> {
            assertThat(drift.detected()).isTrue();
            assertThat(drift.slopePercentPerMinute()).isNegative();
        });
        assertThat(status.findings()).extracting(Notice::name).containsExactly("OpenFiles", "Drift");
        assertThat(status.capacity())
                .extracting(Capacity::explanation)
                .isEqualTo("not shown: the run drifted, so its rate is not one that lasts");
        assertThat(steady.capacity()).extracting(Capacity::recommendedReplicas).isEqualTo(2);
        assertThat(steady.history().getFirst().fingerprint()).isEqualTo("f");
        assertThat(steady.history().getFirst().p50Ms()).isEqualTo(5.0);
    }

    @Test
    void anAttemptInWhichEveryRequestFailedIsMeasuredButInconclusive() {
        var status = collected(
                "objectives: [{name: ok, metric: successPercent, min: 99}]", COMPLETED, Optional.of(Runs.result(0)));

        assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(status.message()).isEqualTo("none of 100 requests succeeded");
        assertThat(conditions(status)).contains("ObjectivesMet=False");
    }

    @Test
    void aCacheThatCannotHoldTheModelIsSaid() {
        var spec = "storage: {caching: Memory}\ncompute: {memory: 300Mi}\nmodel: {sizeBytes: 100000000}";

        var status = collected(spec, COMPLETED, Optional.of(Runs.result(100)));

        assertThat(status.validity()).isEqualTo(Validity.SUSPECT);
        assertThat(status.validityReasons())
                .containsExactly(
                        "CacheTooSmall: compute.memory 300Mi leaves a cache of 46137344 bytes, and the model has"
                                + " 100000000: nothing was cached");
        assertThat(collected("storage: {caching: Memory}", COMPLETED, Optional.of(Runs.result(100)))
                        .validityReasons())
                .isEmpty();
    }

    @Test
    void aTargetThatChangedMakesTheNumbersInvalid() {
        var step = new Step.Collect(new Ending.Completed(), Optional.of("1 of its pods ended"));

        var status = collected("", step, Optional.of(Runs.result(100)));

        assertThat(status.validity()).isEqualTo(Validity.INVALID);
        assertThat(status.validityReasons())
                .containsExactly(
                        "TargetChanged: the service was not the same during the whole load: 1 of its pods ended");
        assertThat(status.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conditions(status)).contains("ResultValid=False");
    }

    @Test
    void whatWasMeasuredBeforeACancelIsKept() {
        var status =
                collected("", new Step.Collect(new Ending.Cancelled(), Optional.empty()), Optional.of(Runs.result(40)));

        assertThat(status.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(status.results()).isNotNull();
        assertThat(conditions(status)).contains("Ready=False", "Reconciling=False", "Stalled=True");
    }

    @Test
    void numbersThatMayBeTrueAreNeitherValidNorVoid() {
        var suspect = Runs.result(100).withValidity(Validity.SUSPECT).withValidityReasons(List.of("FewSamples: 100"));

        var status = collected("", COMPLETED, Optional.of(suspect));

        assertThat(status.conditions())
                .filteredOn(condition -> condition.getType().equals("ResultValid"))
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.getStatus()).isEqualTo("Unknown");
                    assertThat(condition.getReason()).isEqualTo("Suspect");
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"DISRUPTED", "OUT_OF_MEMORY"})
    void aResultOfALoadThatWasInterruptedIsKeptButInvalid(Reason reason) {
        var problem = new PodProblem(reason, "why");

        var status = new FinalStatus(Runs.run("", LOADING), NOW)
                .collected(COMPLETED, new Collected(Optional.of(Runs.result(60)), Optional.of(problem), ENVIRONMENT));

        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.message()).isEqualTo("why");
        assertThat(status.results()).isEqualTo(Runs.result(60).results());
        assertThat(status.validity()).isEqualTo(Validity.INVALID);
        assertThat(status.validityReasons()).containsExactly(reason + ": why");
        assertThat(status.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aMissingResultFailsWithThePodsProblem() {
        var problem = new PodProblem(Reason.OUT_OF_MEMORY, "OOMKilled");
        var end = new FinalStatus(Runs.run("", LOADING), NOW);

        var status = end.collected(COMPLETED, new Collected(Optional.empty(), Optional.of(problem), ENVIRONMENT));

        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.message()).isEqualTo("OOMKilled");
        assertThat(status.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conditions(status)).contains("Ready=False", "Stalled=True", "LoadFinished=False");
    }

    @Test
    void anEndBeforeTheBeginningStillHasItsAttempt() {
        var status = new FinalStatus(Runs.run(""), NOW)
                .ended(new Ending.Broken(Reason.NOT_BUILT, "compute.backend lambda: not built yet"));

        assertThat(status.attempt()).isEqualTo(1);
        assertThat(status.runId()).isNotEmpty();
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getType().equals("Stalled"))
                .singleElement()
                .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("NotBuilt"));
    }

    @Test
    void aLostLoadGeneratorLeavesNoValidNumbers() {
        var status = new FinalStatus(Runs.run("", LOADING), NOW).ended(new Ending.Broken(Reason.POD_LOST, "gone"));

        assertThat(status.validity()).isEqualTo(Validity.INVALID);
        assertThat(status.validityReasons()).containsExactly("PodLost: gone");
    }

    @Test
    void anEvictedLoadGeneratorLeavesNoValidNumbersAnEvictedServiceNone() {
        var evicted = new Ending.Broken(Reason.DISRUPTED, "evicted");

        var load = new FinalStatus(Runs.run("", LOADING.withPhase(Phase.RUNNING)), NOW).ended(evicted);
        var service = new FinalStatus(Runs.run("", LOADING.withPhase(Phase.PROVISIONING)), NOW).ended(evicted);

        assertThat(load.validity()).isEqualTo(Validity.INVALID);
        assertThat(load.validityReasons()).containsExactly("Disrupted: evicted");
        assertThat(service.validity()).isNull();
    }

    @Test
    void aStoppedLoadThatWasNeverSeenToEndIsInvalid() {
        var stopping = new StatusProjection(Runs.run("", LOADING), NOW)
                .stopping(new Step.StopLoad("pod", new Ending.Cancelled()));

        var status = new FinalStatus(Runs.run("", stopping), NOW).ended(new Ending.Cancelled());

        assertThat(status.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(status.validity()).isEqualTo(Validity.INVALID);
        assertThat(status.message()).contains("could not be read");
    }

    @Test
    void aRerunAskedForWhileTheAttemptIsUnderWayIsStillToCome() {
        var run = Runs.run("rerun: again", LOADING.withObservedGeneration(1L));
        run.getMetadata().setGeneration(2L);

        var waiting = new StatusProjection(run, NOW).awaitingLoad(Optional.empty(), Optional.empty());
        var done = new FinalStatus(run, NOW)
                .collected(COMPLETED, new Collected(Optional.of(Runs.result(100)), Optional.empty(), ENVIRONMENT));

        assertThat(waiting.observedGeneration()).isEqualTo(1);
        assertThat(done.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(done.observedGeneration()).isEqualTo(1);
        assertThat(done.conditions())
                .isNotEmpty()
                .allSatisfy(condition ->
                        assertThat(condition.getObservedGeneration()).isEqualTo(1));
    }

    @Test
    void aLoadThatSomebodyElseStoppedIsNoMeasurement() {
        var result = Runs.result(100).withValidityReasons(List.of("Cancelled: stopped after 100 requests in 1.0 s"));

        var status = collected("", COMPLETED, Optional.of(result));

        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.validity()).isEqualTo(Validity.INVALID);
        assertThat(status.results()).isEqualTo(result.results());
        assertThat(status.message()).contains("not by the operator");
        assertThat(conditions(status)).contains("Ready=False", "ResultValid=False");
    }

    /** A target that changed, or a load that was taken away: what the numbers name is not what was measured. */
    @Test
    void numbersThatTheOperatorVoidsNameNoBottleneck() {
        var result = Runs.result(100);
        var diagnosis = Diagnosis.of(Runs.spec(""), result, new WhiteBox.Unseen("nobody answered"));
        var problem = new PodProblem(Reason.DISRUPTED, "evicted");

        var status = new FinalStatus(Runs.run("", LOADING), NOW)
                .collected(
                        COMPLETED,
                        new Collected(Optional.of(result), Optional.of(problem), ENVIRONMENT, Optional.of(diagnosis)));

        var bottleneck = Objects.requireNonNull(status.bottleneck());
        assertThat(bottleneck.component()).isEqualTo("not-enough-evidence");
        assertThat(bottleneck.evidence()).containsExactly("the numbers are void: Disrupted: evicted");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"3687, -", "3688, 9.0"})
    void aRarePercentileStandsWhereItsNumberCarriesIt(long succeeded, @Nullable Double p999) {
        var measured = Runs.result(100);
        var result = measured.withResults(measured.results()
                .withSucceeded(succeeded)
                .withLatency(new Results.Latency(5, 5, 9, 9, 9, 9.0, 1, 9, 2.5, 8, 10.0)));

        var status = collected("", COMPLETED, Optional.of(result));

        assertThat(Objects.requireNonNull(status.results()).latency())
                .isEqualTo(new Results.Latency(5, 5, 9, 9, 9, p999, 1, 9, 2.5, 8, 10.0));
    }

    @Test
    void anEditOfTheObjectivesIsHeldAgainstTheOldResult() {
        var done = collected("", COMPLETED, Optional.of(Runs.result(100)));
        var run = Runs.run("objectives: [{name: fast, metric: p99Ms, max: 1}]", done);
        run.getMetadata().setGeneration(2L);

        var status = new FinalStatus(run, NOW.plusSeconds(9)).acknowledged();

        assertThat(status.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(status.observedGeneration()).isEqualTo(2);
        assertThat(status.conditions())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.getObservedGeneration()).isEqualTo(2));
        assertThat(status.completedAt()).isEqualTo(done.completedAt());
    }

    @Test
    void historyKeepsTheLastTenAttempts() {
        var status = LOADING;
        for (int attempt : IntStream.rangeClosed(1, 12).toArray()) {
            var run = Runs.run("", status.withAttempt(attempt).withPhase(Phase.COLLECTING));
            status = new FinalStatus(run, NOW)
                    .collected(COMPLETED, new Collected(Optional.of(Runs.result(100)), Optional.empty(), ENVIRONMENT));
        }

        assertThat(status.history()).hasSize(10);
        assertThat(status.history().getFirst().attempt()).isEqualTo(12);
    }

    @Test
    void aFullStatusStaysFarBelowSixtyFourKibibytes() {
        var status = collected("", COMPLETED, Optional.of(Runs.result(100)))
                .withValidityReasons(IntStream.range(0, 32)
                        .mapToObj(i -> "Reason" + i + ": " + "x".repeat(500))
                        .toList());

        assertThat(Serialization.asJson(status)).hasSizeLessThan(64 << 10);
    }

    private static PerformanceRunStatus collected(String spec, Step.Collect step, Optional<RunResult> result) {
        return new FinalStatus(Runs.run(spec, LOADING), NOW)
                .collected(step, new Collected(result, Optional.empty(), ENVIRONMENT));
    }

    private static List<String> conditions(PerformanceRunStatus status) {
        return status.conditions().stream()
                .map(condition -> condition.getType() + "=" + condition.getStatus())
                .toList();
    }
}
