package dev.acme.performance.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.cost.PriceReader;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The prices of the chart are those that the operator has without it. */
class PricesTest {
    @Test
    void theChartsPricesAreTheOperators() throws IOException {
        var values = Chart.yaml(Files.readString(Chart.FOLDER.resolve("values.yaml")));

        assertThat(PriceReader.read(values.path("prices").toString())).isEqualTo(PriceReader.standard());
    }
}
