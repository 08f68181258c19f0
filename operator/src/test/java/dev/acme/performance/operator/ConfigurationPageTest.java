package dev.acme.performance.operator;

import dev.acme.performance.crds.ConfigurationPage;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    @Test
    void thePageTellsWhatIsRead() throws IOException {
        ConfigurationPage.assertTells(
                "## Operator", "operator", Stream.of(OperatorVariable.values()).map(ConfigurationPageTest::row));
    }

    private static ConfigurationPage.Row row(OperatorVariable variable) {
        var domain = variable.domain();
        return new ConfigurationPage.Row(
                variable.name(), values(domain), domain.standard(), domain.told(), variable.meaning());
    }

    private static String values(Domain domain) {
        return domain.most() == 0
                ? domain.kind()
                : "%d to %d %s"
                        .formatted(domain.least(), domain.most(), domain.kind())
                        .stripTrailing();
    }
}
