package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is declared of a variable is what the parser asks for. */
class OperatorVariableTest {
    /** One value of one variable, beside images and a bucket that are missing always. */
    private record Case(OperatorVariable variable, String value) {}

    static Stream<Case> within() {
        return Stream.of(OperatorVariable.values()).flatMap(variable -> {
            var domain = variable.domain();
            return Stream.concat(
                    Stream.of(new Case(variable, domain.standard())), bounded(variable, domain.least(), domain.most()));
        });
    }

    static Stream<Case> beyond() {
        return Stream.of(OperatorVariable.values()).flatMap(variable -> {
            var domain = variable.domain();
            return bounded(variable, domain.least() - 1, domain.most() + 1);
        });
    }

    /** Numbers, or lists of so many parts. */
    private static Stream<Case> bounded(OperatorVariable variable, int low, int high) {
        var domain = variable.domain();
        if (domain.most() == 0) {
            return Stream.empty();
        }
        if (!domain.standard().isEmpty()) {
            return Stream.of(low, high).map(number -> new Case(variable, Integer.toString(number)));
        }
        String separator = variable == OperatorVariable.FIDELITY_NOTES ? ";" : ",";
        return Stream.of(new Case(
                variable,
                IntStream.range(0, high).mapToObj(number -> "a" + number).collect(Collectors.joining(separator))));
    }

    @ParameterizedTest
    @MethodSource("within")
    void itsDefaultAndItsBoundsAreTaken(Case example) {
        assertThatThrownBy(() -> OperatorConfig.from(Map.of(example.variable().name(), example.value())))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageNotContainingAny(
                        example.variable() + ": \"", example.variable() + ": holds", "is not within", "is no quantity");
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void whatIsBeyondThemIsRefused(Case example) {
        assertThatThrownBy(() -> OperatorConfig.from(Map.of(example.variable().name(), example.value())))
                .isInstanceOf(BadConfiguration.class)
                .message()
                .containsPattern(example.variable() + ": (holds|-?\\d+ is not within)");
    }
}
