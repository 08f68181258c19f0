package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is declared of a variable is what the parser asks for. */
class RegistryVariableTest {
    private record Case(RegistryVariable variable, String value) {
        /** What is wrong, with a bucket that is missing always, so that something is. */
        void assertThatFaults(boolean nameIt) {
            var environment = new HashMap<>(Map.of("CACHE", "disk"));
            environment.put(variable.name(), value);
            var faults = assertThatThrownBy(() -> FunctionHostConfig.from(environment))
                    .isInstanceOf(BadConfig.class)
                    .hasMessageContaining("DYNAMODB_TABLE is required");
            var fault = variable.name() + " must be ";
            if (nameIt) {
                faults.hasMessageContaining(fault);
            } else {
                faults.hasMessageNotContaining(fault);
            }
        }
    }

    static Stream<Case> within() {
        return Stream.of(RegistryVariable.values()).flatMap(variable -> {
            var domain = variable.domain();
            var standard = Stream.of(domain.standard());
            var others = domain.most() == 0
                    ? domain.words().stream()
                    : Stream.of(Long.toString(domain.least()), Long.toString(domain.most()));
            return Stream.concat(standard, others).map(value -> new Case(variable, value));
        });
    }

    static Stream<Case> beyond() {
        return Stream.of(RegistryVariable.values()).flatMap(variable -> {
            var domain = variable.domain();
            var numbers = Stream.of(domain.least() - 1, domain.most() + 1)
                    .filter(_ -> domain.most() > 0)
                    .map(String::valueOf);
            var words = Stream.of(String.join("", domain.words())).filter(word -> !word.isEmpty());
            return Stream.concat(numbers, words).map(value -> new Case(variable, value));
        });
    }

    @ParameterizedTest
    @MethodSource("within")
    void itsDefaultItsBoundsAndItsWordsAreTaken(Case example) {
        example.assertThatFaults(false);
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void whatIsBeyondThemIsRefused(Case example) {
        example.assertThatFaults(true);
    }
}
