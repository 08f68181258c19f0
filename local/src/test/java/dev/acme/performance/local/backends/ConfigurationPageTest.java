package dev.acme.performance.local.backends;

import dev.acme.performance.crds.ConfigurationPage;
import dev.acme.performance.crds.ConfigurationPage.Row;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    @Test
    void thePageTellsWhatIsRead() throws IOException {
        ConfigurationPage.assertTells(
                "## Backends for trying out",
                "local",
                Stream.of(BackendsVariable.values())
                        .map(it -> new Row(it.name(), it.kind(), it.standard(), it.told(), it.meaning())));
    }
}
