package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of docs/metrics.md is made of what a program shows Prometheus: every family needs a sample, which tells its labels. */
public final class MetricsTable {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final String HEAD = "| metric | type | labels | meaning |\n|---|---|---|---|\n";
    private static final Pattern FAMILY =
            Pattern.compile("(?m)^# HELP ((?:registry|function)_\\S+) (.*)\n# TYPE \\S+ (\\S+)\n((?:[^#].*\n)*)");
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

    private MetricsTable() {}

    /** Fails where the first table below the heading is another one; writes it where that is asked for. */
    public static void assertTells(String heading, String text) throws IOException {
        var page = with(Files.readString(PAGE), heading, text);
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("mvn -pl registry-service test -Dtest=*MetricsPageTest -Dmetrics.write=true")
                .hasContent(page);
    }

    private static String with(String page, String heading, String text) {
        int start = page.indexOf("| metric |", page.indexOf("\n" + heading + "\n"));
        int end = start;
        while (page.startsWith("|", end)) {
            end = page.indexOf('\n', end) + 1;
        }
        return page.substring(0, start) + HEAD + rows(text) + page.substring(end);
    }

    private static String rows(String text) {
        Map<String, String> rows = new TreeMap<>();
        FAMILY.matcher(text)
                .results()
                .filter(family -> !family.group(1).endsWith("_created"))
                .forEach(family -> {
                    assertThat(family.group(4))
                            .as("samples of " + family.group(1))
                            .isNotEmpty();
                    rows.put(
                            family.group(1),
                            "| `%s` | %s | %s | %s |\n"
                                    .formatted(
                                            family.group(1),
                                            family.group(3),
                                            labels(family.group(4)),
                                            family.group(2)));
                });
        assertThat(rows).isNotEmpty();
        return String.join("", rows.values());
    }

    private static String labels(String samples) {
        return LABEL
                .matcher(samples)
                .results()
                .map(label -> label.group(1))
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", "));
    }
}
