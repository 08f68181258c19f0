package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Objective;
import dev.acme.performance.crds.PerformanceRunStatus.ObjectiveResult;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectivesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                        | NONE",
                "p99Ms max 9 Fail                                        | PASS",
                "p99Ms max 8.99 Fail                                     | FAIL",
                "p99Ms max 8.99 Warn                                     | WARN",
                "p99Ms max 9 Fail; requestsPerSecond min 60 Warn         | WARN",
                "p99Ms max 1 Warn; requestsPerSecond min 60 Fail         | FAIL",
                "successPercent min 100 Fail                             | PASS",
            })
    void aVerdictIsTheWorstObjective(String objectives, Verdict expected) {
        var checked = new Objectives(parse(objectives == null ? "" : objectives));

        assertThat(checked.verdict(Runs.result(100).results(), Validity.VALID)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Objective.Metric.class)
    void withoutASampleNothingPasses(Objective.Metric metric) {
        var objectives = new Objectives(List.of(new Objective("o", metric, 1e12, null, Objective.Severity.WARN)));

        assertThat(objectives.verdict(Runs.result(0).results(), Validity.VALID)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void numbersThatCannotBeTrustedCarryNoVerdict() {
        var objectives = new Objectives(parse("p99Ms max 9 Fail"));

        assertThat(objectives.verdict(Runs.result(100).results(), Validity.INVALID))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(objectives.verdict(Runs.result(100).results(), Validity.SUSPECT))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void everyObjectiveIsShownWithWhatWasObserved() {
        var objectives = new Objectives(parse("p99Ms max 8 Fail; bytesPerSecond min 1 Warn"));

        assertThat(objectives.check(Runs.result(100).results()))
                .containsExactly(new ObjectiveResult("o0", 9.0, false), new ObjectiveResult("o1", 500.0, true));
        assertThat(objectives.check(Runs.result(0).results()))
                .containsExactly(new ObjectiveResult("o0", null, false), new ObjectiveResult("o1", 0.0, false));
    }

    private static List<Objective> parse(String text) {
        var lines = Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .map(line -> {
                    var words = line.split(" ", -1);
                    boolean isMax = words[1].equals("max");
                    double bound = Double.parseDouble(words[2]);
                    return new Objective(
                            "o" + lines.indexOf(line),
                            metric(words[0]),
                            isMax ? bound : null,
                            isMax ? null : bound,
                            words[3].equals("Fail") ? Objective.Severity.FAIL : Objective.Severity.WARN);
                })
                .toList();
    }

    private static Objective.Metric metric(String word) {
        return switch (word) {
            case "p99Ms" -> Objective.Metric.P99_MS;
            case "meanMs" -> Objective.Metric.MEAN_MS;
            case "requestsPerSecond" -> Objective.Metric.REQUESTS_PER_SECOND;
            case "bytesPerSecond" -> Objective.Metric.BYTES_PER_SECOND;
            case "successPercent" -> Objective.Metric.SUCCESS_PERCENT;
            default -> throw new IllegalArgumentException(word);
        };
    }
}
