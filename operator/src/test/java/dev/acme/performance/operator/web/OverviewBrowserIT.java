package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.operator.web.Chromium.Look;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the first view says of many runs: which numbers stand there, of which run, and that all of it can be seen. */
@NeedsChromium
@Isolated
final class OverviewBrowserIT {
    private static final int NIGHTS = 5;
    private static final WebAtWork web = new WebAtWork();
    private static final Chromium chromium = new Chromium();

    @BeforeAll
    static void fill() {
        var samples = new PageSamples(web);
        for (int i = 1; i <= NIGHTS; i++) {
            int night = i;
            samples.run(
                    "night-" + night,
                    run -> ended(run, "Valid", "2026-01-0%dT03:00:00Z".formatted(night), 100 + night));
        }
        samples.run("void-night", run -> ended(run, "Invalid", "2026-01-08T03:00:00Z", 999));
        samples.run("open-loop", run -> {
            ((ObjectNode) run.at("/spec/load")).put("mode", "Constant").put("ratePerSecond", 100);
            ((ObjectNode) run.at("/status/environment")).put("fingerprint", "another");
            return ended(run, "Valid", "2025-12-31T03:00:00Z", 77);
        });
        samples.run("a-name-as-long-as-names-of-runs-may-be-x", run -> {
            ((ObjectNode) run.at("/spec/compute")).put("backend", "lambda");
            ((ObjectNode) run.at("/spec/storage")).put("backend", "rds");
            ((ObjectNode) run.at("/spec")).put("clients", 10_000);
            ((ObjectNode) run.at("/status/results/throughput"))
                    .put("requestsPerSecond", 12_345.67)
                    .put("bytesPerSecond", 12_345_670_000L);
            ((ObjectNode) run.at("/status/results/latency"))
                    .put("meanMs", 10_345.19)
                    .put("medianMs", 10_041.32);
            ((ObjectNode) run.at("/status")).put("verdict", "Inconclusive").put("phase", "Cancelled");
            return run;
        });
        samples.run("coming", run -> {
            ((ObjectNode) run).putObject("status").put("phase", "Provisioning").put("attempt", 1);
            return run;
        });
    }

    /** A night's run with a p99 of its own. */
    private static JsonNode ended(JsonNode run, String validity, String at, double p99) {
        ((ObjectNode) run.at("/status")).put("validity", validity).put("completedAt", at);
        ((ObjectNode) run.at("/status/results/latency"))
                .put("p99Ms", p99)
                .put("p99LowMs", p99 - 2)
                .put("p99HighMs", p99 + 2);
        return run;
    }

    @AfterAll
    static void close() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Page overview(Look look) {
        var page = chromium.person(look);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        return page;
    }

    private static Locator panel(Page page, String name) {
        return page.getByRole(AriaRole.REGION, named(name));
    }

    @Test
    void theTrendHasAPointForEveryRunOfOneSeriesAndSaysWhatItLeavesOut() {
        var page = overview(Look.LIGHT);
        var course = panel(page, "Over time");

        assertThat(course).containsText("1 with void numbers is left out.");
        var p99 = course.locator("figure").first();
        assertThat(p99.getByRole(AriaRole.IMG))
                .hasAttribute("aria-label", Pattern.compile("p99 of 5 runs; the latest, night-5: 105\\.00 ms.*"));
        assertThat(p99.locator("canvas")).isVisible();
        p99.getByText("As a table").click();
        var points = p99.locator(".twin tbody tr");
        assertThat(points).hasCount(NIGHTS);
        for (int night = 1; night <= NIGHTS; night++) {
            assertThat(points.nth(night - 1)).containsText("night-" + night);
            assertThat(points.nth(night - 1)).containsText("%d.00".formatted(100 + night));
        }
        assertThat(p99.locator(".twin tbody")).not().containsText("void-night");

        page.getByLabel("Series")
                .selectOption(
                        page.getByLabel("Series").locator("option", constant()).textContent());
        assertThat(course.locator("figure").first().getByRole(AriaRole.IMG))
                .hasAttribute("aria-label", Pattern.compile("p99 of 1 runs; the latest, open-loop.*"));
        assertThat(course).containsText("None of them is void.");
        assertThat(course.locator(".closed-loop")).hasCount(0);
        page.context().close();
    }

    private static Locator.LocatorOptions constant() {
        return new Locator.LocatorOptions().setHasText("Constant");
    }

    @Test
    void theLatestResultIsOfARunWhoseNumbersCountAndNamesIt() {
        var page = overview(Look.LIGHT);
        var latest = panel(page, "Latest result");

        assertThat(latest.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("night-5")))
                .isVisible();
        assertThat(latest.locator(".tile").first()).containsText("105");
        assertThat(latest.locator(".tile").first()).containsText("95 %: 103.0 to 107.0");
        assertThat(latest).containsText("1 later run is left out: void numbers.");
        assertThat(page.locator("main .cards")).not().containsText("999");
        page.context().close();
    }

    /** H-03: wherever a p99 stands. */
    @Test
    void everyP99OfAClosedLoopBearsItsMarkAndTheMarkIsExplained() {
        var page = overview(Look.LIGHT);
        assertThat(panel(page, "Latest result").locator(".tile .closed-loop")).hasCount(1);
        assertThat(panel(page, "Over time").locator("figcaption .closed-loop")).hasCount(1);
        var runs = panel(page, "Runs");
        assertThat(row(runs, "night-1").locator(".closed-loop")).hasCount(1);
        assertThat(row(runs, "open-loop").locator(".closed-loop")).hasCount(0);
        assertThat(row(runs, "coming").locator(".closed-loop")).hasCount(0);
        for (String place : new String[] {"Latest result", "Over time", "Runs"}) {
            assertThat(panel(page, place).locator(".closed-legend")).containsText("coordinated omission");
        }

        page.evaluate("() => { location.hash = '#/compare?run=bench/night-1&run=bench/open-loop'; }");
        var numbers = panel(page, "Numbers");
        assertThat(numbers.locator(".main-number .closed-loop")).hasCount(1);
        assertThat(numbers.locator(".closed-legend")).containsText("coordinated omission");
        assertThat(panel(page, "Intervals").locator("figcaption .closed-loop")).hasCount(1);

        page.evaluate("() => { location.hash = '#/runs/bench/night-1'; }");
        assertThat(panel(page, "Numbers").locator(".tile .closed-loop")).hasCount(1);
        assertThat(panel(page, "Numbers").locator(".closed-legend")).isVisible();
        page.context().close();
    }

    private static Locator row(Locator runs, String name) {
        return runs.locator("tr[data-key='bench/" + name + "']");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void theWholeTableOfRunsIsToBeSeen(Look look) {
        var page = overview(look);
        assertThat(page.locator(".runs tbody tr")).hasCount(NIGHTS + 4);
        String where = "many-" + look.toString().toLowerCase(Locale.ROOT);
        page.waitForFunction(
                "() => [...document.querySelectorAll('.plot')].every(p => p.offsetParent === null || p.firstElementChild)");
        Chromium.screenshot(page, where);
        Chromium.requireWholeTable(page, ".runs", where);
        Chromium.requireNoSidewaysScroll(page, where);
        Chromium.requireAccessible(page, where);
        page.context().close();
    }

    @Test
    void theFirstScreenHasTheLatestNumbers() {
        var page = overview(Look.LIGHT);
        var tile = panel(page, "Latest result").locator(".tile").first();
        assertThat(tile).isVisible();
        var place = tile.boundingBox();
        assertThat(place.y + place.height).isLessThan(600);
        page.context().close();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
