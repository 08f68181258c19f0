package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/measurement.md explains every word of a doubt and of a finding, and names the holder of every rule. */
class MeasurementPageTest {
    private static final Path PAGE = Path.of("../docs/measurement.md");
    private static final Path LOADGEN = Path.of("../loadgen-job/src/main/java/dev/acme/performance/loadgen");
    private static final Path OPERATOR = Path.of("src/main/java/dev/acme/performance/operator");
    private static final Pattern REASON = Pattern.compile("\"([A-Z][a-z]+\\w*): ");
    private static final Pattern HOLDER = Pattern.compile("`([A-Z]\\w+)`");
    private static final Pattern BREAKER = Pattern.compile("`(\\w+)#(\\w+)`");
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
    void everyRuleHasASourceAHolderAndATestThatBreaksIt() throws IOException {
        assertThat(rules().map(row -> row.group(1)))
                .isEqualTo(IntStream.rangeClosed(1, 24)
                        .mapToObj("H-%02d"::formatted)
                        .toList());
    }

    /** A test that was renamed or left out would leave its rule unheld, and the page would not know. */
    @Test
    void everyClassAndTestThatARuleNamesIsThere() throws IOException {
        var missing = new TreeSet<String>();
        var classes = classes();
        for (MatchResult rule : rules().toList()) {
            for (String holder : words(HOLDER, rule.group(2))) {
                if (!classes.containsKey(holder)) {
                    missing.add(rule.group(1) + ": " + holder);
                }
            }
            for (MatchResult breaker : BREAKER.matcher(rule.group(3)).results().toList()) {
                boolean isThere = classes.getOrDefault(breaker.group(1), List.of()).stream()
                        .anyMatch(file -> isTest(content(file), breaker.group(2)));
                if (!isThere) {
                    missing.add(rule.group(1) + ": " + breaker.group());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static boolean isTest(String code, String method) {
        int at = code.indexOf(" void " + method + "(");
        if (at < 0) {
            return false;
        }
        String before = code.substring(Math.max(0, code.lastIndexOf("\n    }\n", at)), at);
        return before.contains("@Test") || before.contains("@ParameterizedTest");
    }

    /** Each with its name, its holders and the tests that break it. */
    private static Stream<MatchResult> rules() throws IOException {
        return Pattern.compile(
                        "^\\| (H-\\d\\d) [^|]+\\| [^|]+ \\| ([^|]*`[^|]+) \\| (`\\w+#[^|]+) \\|$", Pattern.MULTILINE)
                .matcher(chapter("The rules"))
                .results();
    }

    /** Every class of the project by its name; two may share one. */
    private static Map<String, List<Path>> classes() throws IOException {
        var found = new HashMap<String, List<Path>>();
        for (String module : List.of("crds", "registry-service", "loadgen-job", "operator", "local")) {
            try (var files = Files.walk(Path.of("..", module, "src"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> found.computeIfAbsent(
                                        file.getFileName().toString().replace(".java", ""), _ -> new ArrayList<>())
                                .add(file));
            }
        }
        return found;
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
