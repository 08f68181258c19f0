package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.http.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody meets who goes to and fro, has long tables, colours of their own, a narrow screen, or an operator that answers in part. */
@NeedsChromium
@Isolated
final class ComfortBrowserIT {
    private static final int NIGHTS = 230;
    private static final int EXPERIMENTS = 30;
    private static final int SECONDS = 3_000;
    private static final String LONG = "hour-long";
    private static final WebAtWork web = new WebAtWork();
    private static final PageSamples samples = new PageSamples(web);
    private static final Chromium chromium = new Chromium();

    @BeforeAll
    static void fill() {
        var report = PageSamples.report();
        var series = report.putArray("series");
        for (int second = 0; second < SECONDS; second++) {
            series.addObject()
                    .put("second", second)
                    .put("requests", 400)
                    .put("bytes", 400_000_000L)
                    .put("errors", 0)
                    .put("p50Ms", 41)
                    .put("p99Ms", 120);
        }
        samples.run(LONG, run -> run, report);
        for (int i = 0; i < NIGHTS; i++) {
            samples.listed("nightly-%03d".formatted(i), run -> run);
        }
        samples.awaitKnown("nightly-229");
        for (int i = 0; i < EXPERIMENTS; i++) {
            samples.experiment("matrix-%02d".formatted(i), experiment -> experiment);
        }
    }

    @AfterAll
    static void close() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Page at(String hash, String heading) {
        var page = chromium.person(Look.LIGHT);
        enter(page, hash, heading);
        return page;
    }

    private static void enter(Page page, String hash, String heading) {
        enter(page, WebAtWork.RIGHT, hash, heading);
    }

    private static void enter(Page page, String token, String hash, String heading) {
        page.navigate(web.uri("/#token=" + token).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        page.evaluate("hash => { location.hash = hash; }", hash);
        assertThat(page.getByRole(AriaRole.HEADING, named(heading)).first()).isVisible();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator rows(Page page) {
        return page.locator(".runs tbody tr");
    }

    @Test
    void whoeverComesBackFromARunFindsTheListAsItWasLeft() {
        var page = at("#/", "Overview");
        page.getByLabel("Filter").fill("nightly");
        page.getByRole(AriaRole.BUTTON, named("Run").setExact(true)).click();
        page.getByRole(AriaRole.BUTTON, named("Older ›")).click();
        assertThat(rows(page).first()).containsText("nightly-100");
        page.getByLabel("Compare nightly-110").check();
        page.getByLabel("Compare nightly-150").check();
        var link = page.getByRole(AriaRole.LINK, named("nightly-160").setExact(true));
        link.scrollIntoViewIfNeeded();
        double before = top(page);
        link.click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Run nightly-160"))).isVisible();
        assertThat(top(page)).as("a view that a link opens").isZero();

        page.goBack();

        assertThat(page.getByLabel("Filter")).hasValue("nightly");
        assertThat(rows(page).first()).containsText("nightly-100");
        assertThat(page.getByLabel("Compare nightly-150")).isChecked();
        assertThat(page.getByRole(AriaRole.LINK, named("Compare 2 runs"))).isVisible();
        page.waitForFunction("top => Math.abs(scrollY - top) < 2", before);
        page.goForward();
        page.getByRole(AriaRole.LINK, named("Overview")).click();
        assertThat(page.getByLabel("Filter")).hasValue("nightly");
        assertThat(top(page)).as("by a link, not back").isZero();

        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        signIn(page, WebAtWork.RIGHT);
        assertThat(page.getByLabel("Filter")).hasValue("");
        page.context().close();
    }

    private static void signIn(Page page, String token) {
        page.getByLabel("Token").fill(token);
        page.getByLabel("Token").press("Enter");
    }

    @Test
    void aFormIsThereAgainAfterALookElsewhereAndAfterAnotherTokenOfTheSameUser() {
        web.api.know("first", "filler");
        web.api.know("second", "filler");
        web.api.allow("filler", WebAtWork.BENCH);
        web.api.allow("filler", WebAtWork.OTHER);
        var page = chromium.person(Look.LIGHT);
        enter(page, "first", "#/new", "New run");
        page.getByLabel("Namespace").selectOption(WebAtWork.OTHER);
        assertThat(page.locator(".preview pre")).containsText("namespace: other");
        var name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
        var clients = page.getByRole(AriaRole.TEXTBOX, named("Clients").setExact(true));
        name.fill("half-written");
        clients.fill("7");

        page.getByRole(AriaRole.LINK, named("Overview")).click();
        page.getByRole(AriaRole.LINK, named("New run")).first().click();
        assertThat(page.getByText("This form is as you left it.")).isVisible();
        assertThat(name).hasValue("half-written");

        web.api.expire("first");
        web.turnClock(Duration.ofSeconds(60));
        page.getByRole(AriaRole.LINK, named("Overview")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no longer accepts this token");
        signIn(page, "second");
        page.getByRole(AriaRole.LINK, named("New run")).first().click();
        assertThat(name).hasValue("half-written");
        assertThat(clients).hasValue("7");
        assertThat(page.getByLabel("Namespace")).hasValue(WebAtWork.OTHER);

        page.getByRole(AriaRole.BUTTON, named("Start over")).click();
        assertThat(name).hasValue("");
        assertThat(name).isFocused();
        assertThat(page.getByText("This form is as you left it.")).hasCount(0);
        name.fill("left-behind");
        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        signIn(page, "second");
        assertThat(page.getByRole(AriaRole.HEADING, named("New run"))).isVisible();
        assertThat(name).hasValue("");
        page.context().close();
    }

    @Test
    void whoMayOnlyReadIsOfferedNothingElse() {
        web.api.know("reading", "reader");
        for (var kind : List.of("performanceruns", "performanceexperiments")) {
            web.api.allow("reader", "list " + kind, WebAtWork.BENCH);
            web.api.allow("reader", "get " + kind, WebAtWork.BENCH);
        }
        var page = chromium.person(Look.LIGHT);
        enter(page, "reading", "#/runs/bench/" + LONG, "The run’s course");

        assertThat(page.locator(".actions").first()).containsText("You may read this run, and not change it.");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Run again"))).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, named("New run like this"))).hasCount(0);
        page.context().close();
    }

    private static double top(Page page) {
        return ((Number) page.evaluate("() => scrollY")).doubleValue();
    }

    @Test
    void ofALongTableNoMoreIsDrawnThanWasAskedFor() {
        var page = at("#/runs/bench/" + LONG, "The run’s course");
        var figure = page.locator("figure", new Page.LocatorOptions().setHasText("Latency of each second"));
        figure.getByText("As a table").click();
        assertThat(figure.locator(".twin tbody tr")).hasCount(500);
        assertThat(figure.locator(".pages")).containsText("The first 500 of 3000");

        var more = figure.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Show more"));
        more.focus();
        page.keyboard().press("Enter");
        assertThat(figure.locator(".twin tbody tr")).hasCount(1_000);
        assertThat(more).isFocused();
        assertThat(page.locator("#polite")).hasText("The first 1000 of 3000");
        for (int i = 0; i < 4; i++) {
            page.keyboard().press("Enter");
        }
        assertThat(figure.locator(".twin tbody tr")).hasCount(SECONDS);
        assertThat(more).isHidden();
        assertThat(figure.locator(".wide")).isFocused();
        page.context().close();
    }

    @Test
    void experimentsLeaveTheRunsTheirPlace() {
        var page = at("#/", "Overview");
        var panel = page.getByRole(AriaRole.REGION, named("Experiments"));
        assertThat(panel.locator("tbody tr")).hasCount(20);
        panel.getByRole(AriaRole.BUTTON).click();
        assertThat(panel.locator("tbody tr")).hasCount(EXPERIMENTS);
        page.context().close();
    }

    @Test
    void aFilterThatFindsNothingSaysThatOlderRunsWereNotSought() {
        var page = chromium.person(Look.LIGHT);
        page.route(url -> url.endsWith("/api/v1/runs?limit=1000"), route -> {
            var answer = route.fetch();
            var list = (ObjectNode) Json.trusted(answer.text());
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(list.put("continue", "here").toString()));
        });
        enter(page, "#/", "Overview");
        assertThat(page.locator(".tools [role=status]")).hasText("the newest 231 runs");
        page.getByLabel("Filter").fill("of last year");

        assertThat(page.locator(".tools [role=status]")).hasText("0 of the newest 231 runs");
        assertThat(page.getByRole(AriaRole.REGION, named("Runs"))).containsText("Older runs are not listed here yet");
        page.context().close();
    }

    @Test
    void componentsThatCannotBeAskedForStayAsTheyWereToldLast() {
        var page = chromium.person(Look.LIGHT);
        page.clock().install();
        enter(page, "#/", "Overview");
        var panel = page.getByRole(AriaRole.REGION, named("Components"));
        assertThat(panel.locator(".card").first()).isVisible();
        int cards = panel.locator(".card").count();
        page.route(
                "**/health/components",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(500)
                        .setBody("{\"title\": \"Out of order\", \"detail\": \"ask later\"}")));
        page.clock().fastForward(16_000);

        assertThat(panel.getByRole(AriaRole.ALERT)).containsText("Out of order");
        assertThat(panel).containsText("What is shown here is what was told last.");
        assertThat(panel.locator(".card")).hasCount(cards);
        page.evaluate("() => { window.alert_ = document.querySelector('[role=alert]'); }");
        page.clock().fastForward(16_000);
        assertThat((Boolean) page.evaluate("() => window.alert_.isConnected"))
                .as("told once")
                .isTrue();

        page.unroute("**/health/components");
        page.clock().fastForward(16_000);
        assertThat(panel.getByRole(AriaRole.ALERT)).hasCount(0);
        page.context().close();
    }

    @Test
    void aChartThatCannotBeDrawnSaysSoAndIsDrawnLater() {
        var page = chromium.person(Look.LIGHT);
        page.route("**/uplot.esm.js", Route::abort);
        enter(page, "#/", "Overview");
        var chart = page.locator("figure").first();
        assertThat(chart).containsText("The picture could not be fetched");

        page.unroute("**/uplot.esm.js");

        assertThat(chart.locator("canvas")).isVisible();
        assertThat(chart).not().containsText("could not be fetched");
        page.context().close();
    }

    @Test
    void coloursOfTheReadersOwnTakeNoChartAway() {
        var page = at("#/runs/bench/" + LONG, "The run’s course");
        page.locator(".column").first().waitFor();

        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

        for (var shape : List.of(".column", ".stack .part", ".swatch")) {
            assertThat(page.locator(shape).first().evaluate("it => getComputedStyle(it).forcedColorAdjust"))
                    .as(shape)
                    .isEqualTo("none");
        }
        Chromium.screenshot(page, "run-forced-colours");
        page.context().close();
    }

    /** As wide as WCAG 2.2 wants it (1.4.10): a screen of 1,280 at 400 %. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#/ Overview",
                "#/new New run",
                "#/runs/bench/hour-long Run hour-long",
                "#/compare?run=bench/hour-long&run=bench/nightly-001 Compare",
                "#/experiments/bench/matrix-00 Experiment matrix-00"
            })
    void nothingIsWiderThanANarrowScreen(String place) {
        var parts = List.of(place.split(" ", 2));
        var page = at(parts.getFirst(), parts.getLast());
        page.setViewportSize(320, 640);
        assertThat(page.locator(".state .spinner")).hasCount(0);
        Chromium.requireNoSidewaysScroll(page, place);
        page.context().close();
    }
}
