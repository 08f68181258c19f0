package dev.acme.performance.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "12, 12", "-1, 0", "x, 0", "'', 0", "99999999999999999999, 0", "1.5, 0"})
    void aLabelThatIsNoNumberIsNoAttempt(String label, int number) {
        var child = new PodBuilder()
                .withNewMetadata()
                .addToLabels("performance.acme.dev/attempt", label)
                .endMetadata()
                .build();

        assertThat(Attempt.numberOf(child)).isEqualTo(number);
    }
}
