package dev.acme.performance.operator.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.experiment.cost.BreakEven;
import dev.acme.performance.operator.experiment.stats.Analysis;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Findings.Refusal;
import dev.acme.performance.operator.experiment.stats.LevelChange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

final class ReportsTest {
    private static final ExperimentReport SAMPLE = SampleReport.of("bench/which-backend");
    private static final Path TARGET = Path.of("target", "sample-report");

    @BeforeAll
    static void forEyes() throws IOException {
        Files.createDirectories(TARGET);
        Files.writeString(TARGET.resolve("report.html"), Reports.html(SAMPLE));
        Files.writeString(TARGET.resolve("report.md"), Reports.markdown(SAMPLE));
        Files.writeString(TARGET.resolve("report.json"), Reports.json(SAMPLE));
    }

    /** What seed 002 asks a report for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Summary",
                "Recommendation",
                "Design of the experiment",
                "Baseline: ecs-s3",
                "All cells",
                "Against the baseline ecs-s3",
                "By compute",
                "By storage",
                "What matters most",
                "Bottlenecks",
                "What was tried, and what it brought",
                "Cost",
                "Worth a choice",
                "Skipped, failed, invalid, doubted",
                "Every run",
                "How this was computed"
            })
    void everyPartIsThere(String part) {
        assertThat(Reports.markdown(SAMPLE)).contains(part);
        assertThat(Reports.html(SAMPLE)).contains(part);
    }

    @Test
    void failedInvalidAndSkippedOnesAreShownWithTheirReasons() {
        assertThat(Reports.html(SAMPLE))
                .contains("ImagePullFailed: no such image")
                .contains("ClientSaturated: 84 % of its processor time")
                .contains("provisionedConcurrency must not be greater than maxConcurrency")
                .contains("load balancer")
                .contains("4/5");
    }

    @Test
    void aCellWhoseLevelChangedMeanwhileIsDoubtedWithTheTwoRuns() {
        var found = SAMPLE.findings();
        var change = new LevelChange("ecs-s3", Metric.P99_MS, false, "ecs-s3-4", "ecs-s3-5", 10, 0, 820, 1_030, 0.003);
        var creep = new LevelChange("ecs-rds", Metric.REQUESTS_PER_SECOND, true, "a", "b", 10, 0, 50, 40, 0.00001);
        var changed = new Findings(
                found.cells(),
                found.comparisons(),
                found.contrasts(),
                found.refused(),
                found.effects(),
                found.best(),
                found.pareto(),
                List.of(change, creep),
                found.recommendations(),
                found.aa());
        var report = new ExperimentReport(
                SAMPLE.name(),
                SAMPLE.period(),
                SAMPLE.setup(),
                SAMPLE.environment(),
                SAMPLE.notes(),
                SAMPLE.design(),
                changed,
                SAMPLE.runs(),
                SAMPLE.path(),
                SAMPLE.breakEvens(),
                SAMPLE.prices());

        assertThat(Reports.markdown(report))
                .contains("| ecs-s3 | p99 ms | between ecs-s3-4 and ecs-s3-5 | 820.00 | 1030.00 | +25.6 | 10 | 0.003 |")
                .contains(
                        "| ecs-rds | requests/s | gradually from a to b | 50.00 | 40.00 | -20.0 | 10 | &lt; 0.0001 |");
        assertThat(Reports.markdown(SAMPLE)).doesNotContain("The level changed");
    }

    /** H-17. */
    @Test
    void everyRatioStandsBesideBothNumbersItsNAndItsInterval() throws Exception {
        var tables = elements(page(Reports.html(SAMPLE)), "table");
        var withRatio = tables.stream()
                .filter(table -> headers(table).contains("Ratio (interval)"))
                .toList();

        assertThat(withRatio).hasSizeGreaterThan(4).allSatisfy(table -> {
            var headers = headers(table);
            assertThat(headers).contains("n", "p (Holm)").containsAnyOf("Baseline", "Before");
            int ratio = headers.indexOf("Ratio (interval)");
            for (var row : elements(table, "tr").stream().skip(1).toList()) {
                var cells = elements(row, "td");
                assertThat(cells.get(ratio).getTextContent()).matches("[0-9.]+ \\([0-9.]+ to [0-9.]+\\)");
                assertThat(cells.get(ratio - 1).getTextContent()).matches("[0-9.]+");
                assertThat(cells.get(ratio - 2).getTextContent()).matches("[0-9.]+");
                assertThat(cells.get(ratio + 1).getTextContent()).matches("[0-9]+");
            }
        });
        assertThat(Reports.markdown(SAMPLE))
                .containsPattern("ratio [0-9.]+ \\([0-9.]+ to [0-9.]+\\), n = [0-9]+, p (=|&lt;) ");
    }

    @Test
    void everyRunIsListed() throws Exception {
        var every = elements(page(Reports.html(SAMPLE)), "section").stream()
                .filter(section -> section.getTextContent().startsWith("Every run"))
                .findFirst()
                .orElseThrow();

        assertThat(elements(every, "tr")).hasSize(1 + SAMPLE.runs().size());
    }

    @Test
    void thePageNeedsNothingElseAndRunsNothing() throws Exception {
        String html = Reports.html(SAMPLE);
        var page = page(html);

        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("url(");
        assertThat(elements(page, "svg"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(svg -> assertThat(svg.getAttribute("aria-label")).isNotBlank());
        for (var element : elements(page, "*")) {
            assertThat(element.hasAttribute("src")).isFalse();
            assertThat(element.getAttribute("href")).matches("|#part-\\d+");
        }
    }

    @Test
    void theJsonHasTheSameNumbersWithAllDigits() throws JsonProcessingException {
        var json = JsonMapper.builder().build().readTree(Reports.json(SAMPLE));

        assertThat(json.at("/findings/cells/0/id").asText()).isEqualTo("ecs-s3");
        assertThat(json.at("/findings/cells/0/estimates/p99Ms/mean").asDouble())
                .isEqualTo(SAMPLE.findings()
                        .cells()
                        .getFirst()
                        .estimate(Metric.P99_MS)
                        .orElseThrow()
                        .mean());
        assertThat(json.at("/findings/cells/4/verdict").asText()).isEqualTo("Skipped");
        assertThat(json.at("/runs")).hasSize(SAMPLE.runs().size());
        assertThat(json.at("/findings/comparisons/0/metric").asText()).isEqualTo("p99Ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "]]><svg onload=alert(1)>",
                "</title></style><script>alert(1)</script>",
                "a|b\n## heading\n<iframe src=\"https://x\">",
                "[click](javascript:alert(1)) ![x](https://x/y.png) `code` **bold**",
                "nul \u0000 bell \u0007 turned \u202Eground\u2066 lone \uD800 half",
                "&lt;script&gt; &#x3c;script&#x3e;",
            })
    void hostileNamesStayNames(String hostile) throws Exception {
        var report = SampleReport.of(hostile);

        var page = page(Reports.html(report));
        String markdown = Reports.markdown(report);

        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "img")).isEmpty();
        assertThat(elements(page, "iframe")).isEmpty();
        assertThat(elements(page, "*")).allSatisfy(element -> {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
            }
        });
        assertThat(elements(page, "h1").getFirst().getTextContent()).isEqualTo("Experiment " + Plain.text(hostile));
        String title = markdown.lines().findFirst().orElseThrow();
        assertThat(title).doesNotContain("<").doesNotContain(">").doesNotContainPattern("(?<!\\\\)[|`\\[*]");
        assertThat(Pattern.compile("^## heading", Pattern.MULTILINE)
                        .matcher(markdown)
                        .find())
                .isFalse();
    }

    @Test
    void theObjectiveHasItsColumnsWhateverItIs() throws Exception {
        var design = SAMPLE.design();
        var p95 = new Design(design.cells(), design.baseline(), design.repeats(), Metric.P95_MS, 95, 5, null);
        var report = new ExperimentReport(
                SAMPLE.name(),
                SAMPLE.period(),
                SAMPLE.setup(),
                SAMPLE.environment(),
                SAMPLE.notes(),
                p95,
                Analysis.of(p95, SAMPLE.runs()),
                SAMPLE.runs(),
                SAMPLE.path(),
                SAMPLE.breakEvens(),
                SAMPLE.prices());
        var tables = elements(page(Reports.html(report)), "table");

        assertThat(tables)
                .anySatisfy(
                        table -> assertThat(headers(table)).contains("Verdict", "p95 ms", "p95 ms interval", "p99 ms"));
        assertThat(tables).anySatisfy(table -> assertThat(headers(table)).contains("Remarks", "p95 ms"));
        assertThat(Reports.html(report)).contains("p99 ms, exploratory:").contains("p95 ms, the objective:");
    }

    /** Six decimals of a price of thousandths say more than five runs know. */
    @Test
    void pricesHaveThreeDigitsAndTheirAssumption() {
        assertThat(Reports.html(SAMPLE))
                .contains("as if it lasted all the time")
                .doesNotContainPattern(">0\\.\\d*[1-9]\\d{3,}<");
    }

    /** A rate that the replicas were not seen to carry has another price: of more replicas. */
    @Test
    void aBreakEvenBeyondWhatWasCarriedIsNoThreshold() {
        var within = new BreakEven("ecs-s3", "lambda-s3", "USD", 0.05, 0.003, 4.63, 4.2, 5.1, 5, 4, 60, 12);
        var beyond = new BreakEven("ecs-s3", "lambda-s3", "USD", 0.05, 0.0001, 139, 130, 150, 5, 4, 60, 12);

        assertThat(Reports.html(with(within)))
                .contains(
                        "Below 4.63 downloads/s lambda-s3 is cheaper than ecs-s3, above it dearer, with 12 % cold starts.");
        assertThat(Reports.html(with(beyond)))
                .contains(
                        "lambda-s3, with 12 % cold starts, is cheaper than ecs-s3 at every rate that its replicas carried (up"
                                + " to 60 downloads/s).")
                .doesNotContain("Below 139");
    }

    /** Not without how many runs say so, and how far apart they are. */
    @Test
    void aBreakEvenHasItsRunsAndTheirRange() {
        var even = new BreakEven("ecs-s3", "lambda-s3", "USD", 0.05, 0.003, 4.63, 4.2, 5.1, 5, 4, 60, 12);

        assertThat(Reports.markdown(with(even))).contains("| 4.63 | 4.2 to 5.1 | 5, 4 |");
    }

    /** What may not be compared is neither cheaper nor dearer. */
    @Test
    void aCellThatIsNotComparedHasNoBreakEven() {
        assertThat(lambdas(List.of())).contains("lambda-s3", "lambda-rds");
        assertThat(lambdas(List.of(new Refusal("lambda-s3", "none of its runs counts"))))
                .containsOnly("lambda-rds");
    }

    private static List<String> lambdas(List<Refusal> refused) {
        return BreakEven.among(SAMPLE.design(), SAMPLE.runs(), refused).stream()
                .map(BreakEven::lambdaCell)
                .toList();
    }

    private static ExperimentReport with(BreakEven even) {
        return new ExperimentReport(
                SAMPLE.name(),
                SAMPLE.period(),
                SAMPLE.setup(),
                SAMPLE.environment(),
                SAMPLE.notes(),
                SAMPLE.design(),
                SAMPLE.findings(),
                SAMPLE.runs(),
                SAMPLE.path(),
                List.of(even),
                SAMPLE.prices());
    }

    /** H-23. */
    @Test
    void oldPricesAreCalledOld() {
        var sheet = PriceReader.standard();

        assertThat(PriceFacts.of(sheet, sheet.asOf().plusDays(180)))
                .noneMatch(fact -> fact.name().equals("warning"));
        assertThat(PriceFacts.of(sheet, sheet.asOf().plusDays(181)))
                .anyMatch(fact -> fact.name().equals("warning"));
    }

    @Test
    void aTextCannotBeEndless() {
        assertThat(Plain.text("x".repeat(10_000))).hasSize(601);
    }

    private static Element page(String html) throws ParserConfigurationException, SAXException, IOException {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var xml = html.replaceFirst("<!DOCTYPE html>\n", "");
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            if (found.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static List<String> headers(Element table) {
        return elements(table, "th").stream().map(Element::getTextContent).toList();
    }
}
