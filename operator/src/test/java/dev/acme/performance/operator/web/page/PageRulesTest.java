package dev.acme.performance.operator.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of the dashboard's files themselves, whatever browser reads them. */
final class PageRulesTest {
    private static final Path PAGE = Path.of("src/main/resources/dev/acme/performance/operator/web/page");
    private static final int MOST_LINES = 250;
    /** Ways to make markup, code or style out of text. */
    private static final Pattern DANGEROUS = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|createContextualFragment"
                    + "|DOMParser|setHTML|cssText|srcdoc=|javascript:");

    private static final Pattern FOREIGN = Pattern.compile("https?://(?!www\\.w3\\.org/)[a-z]|['\"(]//[a-z]");
    private static final Pattern IMPORT = Pattern.compile("(?m)(?:^import .*? from|\\bimport\\()\\s*'([^']+)'");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");

    @ParameterizedTest
    @MethodSource("files")
    void noFileTurnsTextIntoMarkupCodeOrStyle(Path file) throws IOException {
        assertThat(Files.readString(file, UTF_8)).doesNotContainPattern(DANGEROUS);
    }

    @ParameterizedTest
    @MethodSource("ownFiles")
    void nothingIsFetchedFromElsewhere(Path file) throws IOException {
        assertThat(Files.readString(file, UTF_8)).doesNotContainPattern(FOREIGN);
    }

    @ParameterizedTest
    @MethodSource("ownFiles")
    void oneFileAnswersOneQuestion(Path file) throws IOException {
        assertThat(Files.readAllLines(file, UTF_8)).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    /** Such names would be words of the browser's own storage, which a token must never reach. */
    @ParameterizedTest
    @MethodSource("ownFiles")
    void nothingIsKeptBeyondThePagesMemory(Path file) throws IOException {
        assertThat(Files.readString(file, UTF_8))
                .doesNotContainPattern("localStorage|sessionStorage|indexedDB|document\\.cookie|serviceWorker");
    }

    @Test
    void thePageHasNoScriptAndNoStyleOfItsOwn() throws IOException {
        String page = Files.readString(PAGE.resolve("index.html"), UTF_8);

        assertThat(page).doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)");
        assertThat(REFERENCE.matcher(page).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(PAGE.resolve(name)).isRegularFile());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void whatAModuleImportsIsThere(Path module) throws IOException {
        assertThat(IMPORT.matcher(Files.readString(module, UTF_8)).results().map(PageRulesTest::named))
                .allSatisfy(
                        name -> assertThat(PAGE.resolve("assets").resolve(name)).isRegularFile());
    }

    @Test
    void theChartLibraryComesWithItsLicence() throws IOException {
        assertThat(PAGE.resolve("assets/uplot.LICENSE.txt")).content(UTF_8).contains("The MIT License", "Leon Sorokin");
        assertThat(Files.readString(PAGE.resolve("assets/uplot.esm.js"), UTF_8)).contains("(v1.6.32)");
    }

    private static String named(MatchResult found) {
        assertThat(found.group(1)).startsWith("./");
        return found.group(1).substring(2);
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(PAGE)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    static List<Path> ownFiles() throws IOException {
        return files().stream()
                .filter(file -> !file.getFileName().toString().startsWith("uplot."))
                .toList();
    }

    static List<Path> modules() throws IOException {
        return ownFiles().stream()
                .filter(file -> file.toString().endsWith(".js"))
                .toList();
    }
}
