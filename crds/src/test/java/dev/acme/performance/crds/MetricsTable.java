package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of docs/metrics.md is made of what a program shows Prometheus: every family needs a sample, which tells its labels. */
public final class MetricsTable {
    private static final Path FILE = Path.of("../docs/metrics.md");
    private static final String HEAD = "| metric | type | labels | meaning |\n|---|---|---|---|\n";
    private static final Pattern FAMILY =
            Pattern.compile("(?m)^# HELP (\\S+) (.*)\n# TYPE \\S+ (\\S+)\n((?:[^#].*\n)*)");
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");
    private static final Set<String> OF_FORMAT = Set.of("le", "quantile");

    private MetricsTable() {}

    /**
     * Fails where the first table below the heading is another one; writes it where that is asked for.
     *
     * @param text in Prometheus's text format 0.0.4
     * @param prefix of the names that stand there
     */
    public static void assertTells(String heading, String module, String text, String prefix) throws IOException {
        var page = Files.readString(FILE);
        int start = page.indexOf("| metric |", page.indexOf("\n" + heading + "\n"));
        int end = start;
        while (page.startsWith("|", end)) {
            end = page.indexOf('\n', end) + 1;
        }
        var wanted = page.substring(0, start) + HEAD + rows(text, prefix) + page.substring(end);
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(FILE, wanted);
        }
        assertThat(FILE)
                .as("mvn -pl %s -am test -Dtest=MetricsPageTest -Dmetrics.write=true", module)
                .hasContent(wanted);
    }

    private static String rows(String text, String prefix) {
        Map<String, String> rows = new TreeMap<>();
        FAMILY.matcher(text).results().forEach(family -> {
            String name = family.group(1);
            if (name.startsWith(prefix) && !name.endsWith("_created")) {
                assertThat(family.group(4)).as("samples of " + name).isNotEmpty();
                rows.put(
                        name,
                        "| `%s` | %s | %s | %s |\n"
                                .formatted(name, family.group(3), labels(family.group(4)), family.group(2)));
            }
        });
        assertThat(rows).isNotEmpty();
        return String.join("", rows.values());
    }

    private static String labels(String samples) {
        var labels = LABEL.matcher(samples)
                .results()
                .map(label -> label.group(1))
                .filter(label -> !OF_FORMAT.contains(label))
                .collect(Collectors.toCollection(TreeSet::new));
        return labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    }
}
