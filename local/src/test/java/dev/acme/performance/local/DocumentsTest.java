package dev.acme.performance.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader copies out of a document works, and where a link leads there is something. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path VALUES_SCHEMA = ROOT.resolve("helm/performance-operator/values.schema.json");
    private static final String CRD = "/crd/performanceruns.performance.acme.dev-v1.yaml";
    private static final Pattern FENCE = Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A block of code. */
    record Block(Path page, String language, String text) {
        @Override
        public String toString() {
            return ROOT.relativize(page) + ": " + text.lines().findFirst().orElse("");
        }
    }

    static Stream<Path> pages() throws IOException {
        try (var docs = Files.walk(ROOT.resolve("docs"))) {
            var found = docs.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "helm/performance-operator/README.md")
                            .map(ROOT::resolve),
                    found.stream());
        }
    }

    static Stream<Block> blocks() throws IOException {
        return pages().flatMap(page ->
                FENCE.matcher(text(page)).results().map(block -> new Block(page, block.group(1), block.group(2))));
    }

    static Stream<Block> jsonBlocks() throws IOException {
        return blocks().filter(block -> block.language().equals("json"));
    }

    static Stream<Block> runs() throws IOException {
        return blocks().filter(
                        block -> block.language().equals("yaml") && block.text().contains("kind: PerformanceRun\n"));
    }

    static Stream<Block> values() throws IOException {
        return blocks().filter(block -> block.text().startsWith("# values"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void yamlIsYaml(Block block) throws IOException {
        if (block.language().equals("yaml")) {
            assertThat(documents(block)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jsonBlocks")
    void jsonIsJsonAndAPolicyIsWhole(Block block) throws IOException {
        var json = JSON.readTree(block.text());

        json.path("Statement")
                .forEach(statement -> assertThatObject(statement)
                        .matches(it -> it.path("Effect").asText().equals("Allow"), "has an effect")
                        .matches(it -> it.has("Action"), "has an action")
                        .matches(
                                it -> it.has("Resource") != it.has("Principal"), "has a resource, or trusts somebody"));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void anApiServerTakesEveryRun(Block block) throws IOException {
        var crd = YAML.readTree(PerformanceRun.class.getResourceAsStream(CRD));
        var admission = Admission.of(crd, PerformanceRun.VERSION);

        assertThat(documents(block))
                .filteredOn(document -> document.path("kind").asText().equals("PerformanceRun"))
                .allSatisfy(run -> assertThat(admission.check(run)).isInstanceOf(Verdict.Admitted.class));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theChartTakesItsValues(Block block) throws IOException {
        assumeTrue(Files.exists(VALUES_SCHEMA), "there is no chart yet");
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text(VALUES_SCHEMA));

        assertThat(schema.validate(YAML.readTree(block.text()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        var prose = CODE.matcher(FENCE.matcher(text(page)).replaceAll("")).replaceAll("");

        assertThat(LINK.matcher(prose).results()).allSatisfy(link -> {
            var target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        });
    }

    private static List<JsonNode> documents(Block block) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(block.text())) {
            return documents.readAll();
        }
    }

    /** As a browser of repositories names headings. */
    private static Set<String> anchors(Path page) {
        return HEADING.matcher(FENCE.matcher(text(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(toSet());
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
