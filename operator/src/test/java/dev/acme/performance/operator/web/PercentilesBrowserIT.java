package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.exchange.Ranks;
import dev.acme.performance.operator.web.Chromium.Look;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H-01: no percentile without its uncertainty, and none beyond the p99 that its samples do not bound. */
@NeedsChromium
@Isolated
final class PercentilesBrowserIT {
    private static final int FEW = 400;
    private static final WebAtWork web = new WebAtWork();
    private static final Chromium chromium = new Chromium();
    private static final Page page = chromium.person(Look.LIGHT);

    @BeforeAll
    static void fill() {
        var samples = new PageSamples(web);
        samples.run("many", run -> run);
        samples.run(
                "few",
                run -> {
                    ((ObjectNode) run.at("/status/results")).put("succeeded", FEW);
                    return run;
                },
                PageSamples.report(FEW));
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
    }

    @AfterAll
    static void close() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Locator percentiles(String run) {
        page.evaluate("to => { location.hash = to; }", "/runs/bench/" + run);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Run " + run)))
                .isVisible();
        return page.locator("table.percentiles");
    }

    private static Locator row(Locator table, String percentile) {
        return table.locator("tr")
                .filter(new Locator.FilterOptions().setHas(page.getByRole(AriaRole.ROWHEADER, named(percentile))));
    }

    /** As the load generator has them: the same binomial ranks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 367, 368, 1_000, 10_000, 24_000, 368_000, 4_000_000})
    void theRanksOfAP99AreTheLoadGenerators(int samples) {
        var found = (List<?>) page.evaluate("""
                async samples => {
                  const { ranks } = await import('/assets/percentiles.js');
                  const { low, high } = ranks(samples, 99);
                  return [low, high ?? -1];
                }
                """, samples);
        assertThat(found.stream().map(it -> ((Number) it).longValue()))
                .containsExactly(Ranks.p99Low(samples), Ranks.p99High(samples).orElse(-1));
    }

    @ParameterizedTest
    @CsvSource({"90, 36", "95, 72", "99, 368", "99.9, 3688", "99.99, 36887"})
    void fewestSamplesOfAPercentile(double percent, int fewest) {
        assertThat((Number) page.evaluate(
                        "async percent => (await import('/assets/percentiles.js')).fewestFor(percent)", percent))
                .isEqualTo(fewest);
    }

    @Test
    void aPercentileStandsWithItsInterval() {
        var table = percentiles("many");
        var histogram = PageSamples.latencies(PageSamples.SAMPLES);
        assertThat(row(table, "p99"))
                .containsText("%s to %s"
                        .formatted(
                                oneDecimal(histogram, OptionalLong.of(Ranks.p99Low(PageSamples.SAMPLES))),
                                oneDecimal(histogram, Ranks.p99High(PageSamples.SAMPLES))));
        assertThat(row(table, "p99.9")).containsText(Pattern.compile("\\d to \\d"));
        assertThat(row(table, "max").locator(".interval")).hasCount(0);
    }

    private static String oneDecimal(org.HdrHistogram.Histogram histogram, OptionalLong rank) {
        long micros = histogram.getValueAtPercentile(100.0 * rank.orElseThrow() / histogram.getTotalCount());
        return String.format(Locale.ROOT, "%.1f", micros / 1000.0);
    }

    @Test
    void whatTheSamplesDoNotBoundIsNotToldAndThatIsSaid() {
        var many = percentiles("many");
        assertThat(row(many, "p99.9").locator("td").first()).not().hasText("—");
        requireUntold(many, "p99.99");

        var few = percentiles("few");
        assertThat(row(few, "p99")).containsText(" to ");
        requireUntold(few, "p99.9");
        requireUntold(few, "p99.99");
        assertThat(page.getByText("a p99.9 needs 3688, a p99.99 needs 36\u202f887"))
                .isVisible();
        assertThat(page.getByRole(AriaRole.REGION, named("Requests"))).containsText("needs 3688 successes");
        assertThat(page.locator("figure.chart .plot").first().getAttribute("aria-label"))
                .contains("p99 ")
                .doesNotContain("p99.9");
        Chromium.screenshot(page, "few-light");
    }

    private static void requireUntold(Locator table, String percentile) {
        var cell = row(table, percentile).locator("td").first();
        assertThat(cell).hasText("—");
        assertThat(cell).hasAttribute("title", Pattern.compile("a " + percentile + " needs .* requests .*"));
    }

    /** H-22: as many digits as tell one column from the next, not two decimals whatever stands before them. */
    @Test
    void theHistogramsTableHasTheDigitsThatItsColumnsCarry() {
        percentiles("many");
        var figure = page.locator("figure.chart").filter(new Locator.FilterOptions().setHasText("How often"));
        figure.getByText("As a table").click();
        assertThat(figure.locator(".twin tbody tr").last().locator("th")).hasText(Pattern.compile("^\\d{3}(\\.\\d)?$"));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
