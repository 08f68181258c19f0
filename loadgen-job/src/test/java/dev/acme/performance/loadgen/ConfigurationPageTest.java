package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** docs/configuration.md shows the arguments as the program itself does. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void thePageShowsTheUsage() throws IOException {
        var block = "## Load generator\n(?:(?!## ).*\n)*?```text\n";
        var page = Files.readString(PAGE)
                .replaceFirst(
                        "(" + block + ")(?:.*\n)*?```", "$1" + Matcher.quoteReplacement(Arguments.USAGE) + "\n```");
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("mvn -pl loadgen-job -am test -Dtest=ConfigurationPageTest -Dconfiguration.write=true")
                .hasContent(page)
                .content()
                .contains("```text\n" + Arguments.USAGE + "\n```\n");
    }
}
