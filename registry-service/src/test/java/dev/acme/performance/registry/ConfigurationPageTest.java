package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The registry service's tables of docs/configuration.md are made of what its parser reads by. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String HEAD = "| variable | values | default | meaning |\n|---|---|---|---|\n";

    @Test
    void thePageTellsWhatIsRead() throws IOException {
        var page = Files.readString(PAGE);
        page = with(page, "## Registry service", table(false));
        page = with(page, "### Function host", table(true));
        page = with(
                page,
                "### The process",
                Stream.of(ProcessVariable.values()).map(it -> row(it.name(), it.domain(), it.meaning())));
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("mvn -pl registry-service test -Dtest=ConfigurationPageTest -Dconfiguration.write=true")
                .hasContent(page);
    }

    private static Stream<String> table(boolean isOfTheFunction) {
        return Stream.of(RegistryVariable.values())
                .filter(it -> it.name().startsWith("FUNCTION_") == isOfTheFunction)
                .map(it -> row(it.name(), it.domain(), it.meaning()));
    }

    private static String row(String name, Domain domain, String meaning) {
        var told = domain.told().isEmpty() ? "`" + domain.standard() + "`" : domain.told();
        return "| `%s` | %s | %s | %s |\n".formatted(name, values(domain), told, meaning);
    }

    private static String values(Domain domain) {
        if (!domain.words().isEmpty()) {
            return domain.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        }
        return domain.most() == 0
                ? domain.kind()
                : "%d to %d %s"
                        .formatted(domain.least(), domain.most(), domain.kind())
                        .stripTrailing();
    }

    /** The page with other rows in the first table below a heading. */
    private static String with(String page, String heading, Stream<String> rows) {
        int start = page.indexOf("| variable |", page.indexOf("\n" + heading + "\n"));
        int end = start;
        while (page.startsWith("|", end)) {
            end = page.indexOf('\n', end) + 1;
        }
        return page.substring(0, start) + rows.collect(Collectors.joining("", HEAD, "")) + page.substring(end);
    }
}
