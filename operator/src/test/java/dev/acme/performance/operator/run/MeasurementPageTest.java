package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/measurement.md explains every word of a doubt and of a finding, and names the holder of every rule. */
class MeasurementPageTest {
    private static final Path PAGE = Path.of("../docs/measurement.md");
    private static final Path LOADGEN = Path.of("../loadgen-job/src/main/java/dev/acme/performance/loadgen");
    private static final Path OPERATOR = Path.of("src/main/java/dev/acme/performance/operator");
    private static final Pattern REASON = Pattern.compile("\"([A-Z][a-z]+\\w*): ");
    private static final Pattern NOTICE = Pattern.compile("(?:new Notice|\\badd)\\(\\s*\"([A-Z]\\w+)\"");

    @Test
    void everyReasonForADoubtIsInTheTable() throws IOException {
        var said = words(
                REASON,
                sources(LOADGEN.resolve("report"))
                        + sources(LOADGEN.resolve("health"))
                        + Files.readString(OPERATOR.resolve("run/Neighbours.java")));
        said.remove("More"); // of a list that was cut, about no result

        assertThat(said).isNotEmpty();
        assertThat(words(Pattern.compile("`(\\w+)`"), chapter("When a run is void")))
                .containsAll(said);
    }

    @Test
    void everyFindingIsInATable() throws IOException {
        var named = words(NOTICE, sources(LOADGEN.resolve("health")) + sources(OPERATOR.resolve("diagnosis")));

        assertThat(words(
                        Pattern.compile("^\\| `([A-Z]\\w+)` \\|", Pattern.MULTILINE),
                        chapter("The run's course") + chapter("The machine")))
                .isEqualTo(named);
    }

    @Test
    void everyRuleHasASourceAndAHolder() throws IOException {
        var rows = Pattern.compile("^\\| (H-\\d\\d) [^|]+\\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE)
                .matcher(chapter("The rules"))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(rows)
                .isEqualTo(IntStream.rangeClosed(1, 24)
                        .mapToObj("H-%02d"::formatted)
                        .toList());
    }

    private static String chapter(String title) throws IOException {
        var page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + title + "\n");
        assertThat(start).as(title).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    private static Set<String> words(Pattern word, String text) {
        return word.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(MeasurementPageTest::content)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
