package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/configuration.md: in each module's section stands a table that is made of what its program reads by. */
public final class ConfigurationPage {
    private static final Path FILE = Path.of("../docs/configuration.md");
    private static final String HEAD = "| variable | values | default | meaning |\n|---|---|---|---|\n";

    private ConfigurationPage() {}

    /** Fails where the first table below the heading is another one; writes it where that is asked for. */
    public static void assertTells(String heading, String module, Stream<Row> rows) throws IOException {
        var page = Files.readString(FILE);
        var wanted = with(page, heading, rows);
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(FILE, wanted);
        }
        assertThat(FILE)
                .as("mvn -pl %s -am test -Dtest=ConfigurationPageTest -Dconfiguration.write=true", module)
                .hasContent(wanted);
    }

    private static String with(String page, String heading, Stream<Row> rows) {
        int start = page.indexOf("| variable |", page.indexOf("\n" + heading + "\n"));
        int end = start;
        while (page.startsWith("|", end)) {
            end = page.indexOf('\n', end) + 1;
        }
        return page.substring(0, start)
                + rows.map(Row::line).collect(Collectors.joining("", HEAD, ""))
                + page.substring(end);
    }

    /**
     * A variable; all in Markdown.
     *
     * @param told what to say of the default in other words than itself; empty where {@code standard} says it
     */
    public record Row(String name, String values, String standard, String told, String meaning) {
        private String line() {
            return "| `%s` | %s | %s | %s |\n"
                    .formatted(name, values, told.isEmpty() ? "`" + standard + "`" : told, meaning);
        }
    }
}
