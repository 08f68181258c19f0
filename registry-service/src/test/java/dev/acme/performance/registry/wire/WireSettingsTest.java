package dev.acme.performance.registry.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much memory the pieces of all busy connections take. */
final class WireSettingsTest {
    @ParameterizedTest
    @CsvSource({"1, 262144", "100, 262144", "128, 262144", "129, 131072", "1024, 32768", "10000, 16384"})
    void aPieceIsAsLargeAsTheBudgetAllows(int connections, int bytes) {
        assertThat(WireSettings.pieceBytesFor(connections)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 100, 150, 500, 1024})
    void allPiecesStayWithinTheBudget(int connections) {
        assertThat((long) connections * WireSettings.pieceBytesFor(connections)).isLessThanOrEqualTo(32 << 20);
    }
}
