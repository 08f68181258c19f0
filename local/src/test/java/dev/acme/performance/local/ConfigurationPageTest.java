package dev.acme.performance.local;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/configuration.md names every variable that a program reads, and no other. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("^\\|.*", Pattern.MULTILINE);
    private static final String NAME = "([A-Z][A-Z0-9_]{3,})";
    private static final Pattern VARIABLE = Pattern.compile("`" + NAME + "`");
    private static final Pattern TEXT = Pattern.compile("\"" + NAME + "\"");

    @ParameterizedTest
    @CsvSource({
        "Operator, ../operator/src/main/java/dev/acme/performance/operator/OperatorConfig.java",
        "Registry service, ../registry-service/src/main/java/dev/acme/performance/registry/RegistryConfig.java"
                + ";../registry-service/src/main/java/dev/acme/performance/registry/FunctionHostConfig.java",
        "Backends for trying out, src/main/java/dev/acme/performance/local/backends/BackendsConfig.java"
    })
    void everyVariableIsDescribed(String section, String sources) throws IOException {
        var read = new TreeSet<String>();
        for (String source : sources.split(";", -1)) {
            read.addAll(words(TEXT, Files.readString(Path.of(source))));
        }

        assertThat(words(VARIABLE, rows(section))).isEqualTo(read);
    }

    private static String rows(String section) throws IOException {
        var page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + section + "\n");
        int end = page.indexOf("\n## ", start + 1);
        return String.join("\n", words(ROW, page.substring(start, end)));
    }

    private static Set<String> words(Pattern word, String text) {
        return word.matcher(text)
                .results()
                .map(found -> found.group(found.groupCount()))
                .collect(toCollection(TreeSet::new));
    }
}
