package dev.acme.performance.operator.run;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.target.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/runbook.md names every word that a run can end up with, and no other. */
class RunbookTest {
    private static final Path LOADGEN = Path.of("../loadgen-job/src/main/java/dev/acme/performance/loadgen/report");
    private static final Path MERGE = Path.of("src/main/java/dev/acme/performance/operator/merge/MergedValidity.java");
    private static final Path REGISTRY = Path.of("../registry-service/src/main/java/dev/acme/performance/registry");
    private static final Path CHART = Path.of("../helm/performance-operator");
    private static final Pattern HEADING = Pattern.compile("^### (\\w+)$", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

    @Test
    void everyReasonIsExplained() throws IOException {
        assertThat(found(HEADING, chapter("Reasons"))).isEqualTo(words(Reason.values()));
    }

    @Test
    void everyReasonSaysWhatToDo() throws IOException {
        assertThat(Pattern.compile("(?m)^### ")
                        .splitAsStream(chapter("Reasons"))
                        .skip(1))
                .allSatisfy(reason -> assertThat(reason).contains("**Do**: "));
    }

    @Test
    void everyColumnIsExplained() throws IOException {
        var columns = found(
                Pattern.compile("^ {6}name: (\\S+)$", Pattern.MULTILINE),
                Files.readString(CHART.resolve("files/crds/performanceruns.performance.acme.dev-v1.yaml")));
        var told = Pattern.compile("^\\| ([^|]+) \\|", Pattern.MULTILINE)
                .matcher(after("| column | meaning |", "\n\n"))
                .results()
                .flatMap(row -> Stream.of(row.group(1).replace(" (wide)", "").split(", ")))
                .filter(word -> !word.equals("column") && !word.startsWith("---"))
                .collect(toCollection(TreeSet::new));

        assertThat(told).isEqualTo(columns);
    }

    @Test
    void everyConditionIsExplained() throws IOException {
        assertThat(found(ROW, section("Conditions"))).isEqualTo(words(Conditions.Type.values()));
    }

    @Test
    void everyDoubtOfTheLoadGeneratorIsExplained() throws IOException {
        var rules = Files.readString(LOADGEN.resolve("ValidityRules.java"))
                + Files.readString(LOADGEN.resolve("LawRules.java"))
                + Files.readString(LOADGEN.resolve("Steadiness.java"))
                + Files.readString(MERGE)
                + Files.readString(LOADGEN.resolve("Summary.java"))
                + Files.readString(LOADGEN.resolveSibling("health").resolve("NoiseRules.java"));

        assertThat(found(ROW, chapter("Validity reasons"))).isEqualTo(found(Pattern.compile("\"([A-Z]\\w+): "), rules));
    }

    @Test
    void everyLastWordOfTheRegistrysProgramsIsExplained() throws IOException {
        var populate = Files.readString(REGISTRY.resolve("populate/PopulateFailure.java"));
        var others = Files.readString(REGISTRY.resolve("OneLineFailure.java"))
                + Files.readString(REGISTRY.resolve("LastWord.java"));
        var said = found(Pattern.compile("^ {8}([A-Z_]+),?$", Pattern.MULTILINE), populate);
        said.addAll(found(Pattern.compile("said\\((?:\\S+ )?\"([A-Z_]+)\""), others));

        assertThat(found(ROW, section("Registry service and populate"))).isEqualTo(said);
    }

    private static Set<String> words(Enum<?>[] values) {
        return sorted(Arrays.stream(values).map(Enum::toString));
    }

    private static Set<String> found(Pattern word, String text) {
        return sorted(word.matcher(text).results().map(result -> result.group(1)));
    }

    private static Set<String> sorted(Stream<String> words) {
        return words.collect(toCollection(TreeSet::new));
    }

    private static String chapter(String title) throws IOException {
        return after("## " + title, "\n## ");
    }

    private static String section(String title) throws IOException {
        return after("### " + title, "\n##");
    }

    private static String after(String heading, String end) throws IOException {
        var page = Files.readString(Path.of("../docs/runbook.md"));
        int start = page.indexOf("\n" + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        var rest = page.substring(start + 1);
        int length = rest.indexOf(end);
        return length < 0 ? rest : rest.substring(0, length);
    }
}
