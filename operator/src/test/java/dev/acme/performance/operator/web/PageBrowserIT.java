package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.operator.web.Chromium.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dashboard's views in a real browser, on the real API before an in-process API server. */
@NeedsChromium
@Isolated
final class PageBrowserIT {
    private static final List<Double> PERCENTILES = List.of(0.1, 50.0, 90.0, 99.0, 99.9, 100.0);
    private static final WebAtWork web = new WebAtWork();
    private static final PageSamples samples = new PageSamples(web);
    private static Chromium chromium = new Chromium();

    @BeforeAll
    static void fill() {
        samples.run("nightly", run -> run);
        samples.run("nightly-before", run -> run);
        samples.run("elsewhere", run -> {
            ((ObjectNode) run.at("/status/environment")).put("fingerprint", "another");
            ((ObjectNode) run.at("/status/results/latency"))
                    .put("p99Ms", 190.1)
                    .put("p99LowMs", 180)
                    .put("p99HighMs", 201);
            return run;
        });
        samples.run("running", run -> {
            ((ObjectNode) run)
                    .putObject("status")
                    .put("phase", "Running")
                    .put("attempt", 1)
                    .putObject("progress")
                    .put("percent", 41.5)
                    .put("requests", 9_960)
                    .put("requestsPerSecond", 401.2);
            return run;
        });
        samples.run("broken", run -> {
            ((ObjectNode) run)
                    .putObject("status")
                    .put("phase", "Failed")
                    .put("attempt", 1)
                    .put("message", "ImagePullBackOff: registry:2 cannot be had");
            return run;
        });
        samples.experiment("matrix", experiment -> experiment);
    }

    @AfterAll
    static void close() {
        chromium.close();
        web.close();
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(chromium.complaints()).isEmpty();
    }

    private static Page signedIn(Look look) {
        var page = chromium.person(look);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        return page;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void go(Page page, String fragment) {
        page.evaluate("to => { location.hash = to; }", fragment);
    }

    @Test
    void signsInWithATokenThatIsKeptNowhere() {
        var page = chromium.person(Look.LIGHT);
        page.navigate(web.uri("/").toString());
        page.getByLabel("Token").fill("garbage");
        page.getByLabel("Token").press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This token is not accepted.");

        page.getByLabel("Token").fill(WebAtWork.RIGHT);
        page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();

        assertThat(kept(page)).doesNotContain(WebAtWork.RIGHT);
        assertThat(page.context().cookies()).isEmpty();
        page.reload();
        assertThat(page.getByLabel("Token")).isVisible();
        page.context().close();
    }

    @Test
    void takesTheTokenOutOfTheAddressAndOutOfTheHistory() {
        var page = chromium.person(Look.LIGHT);
        page.navigate("about:blank");
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        assertThat(page.url()).endsWith("/#/");
        page.goBack();
        page.goForward();
        assertThat(page.url()).doesNotContain(WebAtWork.RIGHT);
        page.context().close();
    }

    private static String kept(Page page) {
        return page.url()
                + page.evaluate(
                        "() => JSON.stringify([localStorage, sessionStorage, document.cookie, history.state, document.body.innerText])");
    }

    /** Every view: seen by its heading, of no grave fault, no wider than the screen, and photographed. */
    @ParameterizedTest
    @EnumSource(Look.class)
    void everyViewCanBeReadByEverybody(Look look) {
        var page = chromium.person(look);
        page.navigate(web.uri("/").toString());
        assertThat(page.getByLabel("Token")).isVisible();
        check(page, look, "sign-in");
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        for (var view : List.of(
                Map.entry("/", "Runs"),
                Map.entry("/new", "The same as YAML"),
                Map.entry("/runs/bench/nightly", "Why"),
                Map.entry("/runs/bench/running", "Progress"),
                Map.entry("/runs/bench/broken", "Verdict"),
                Map.entry("/compare", "Runs"),
                Map.entry("/compare?run=bench/nightly-before&run=bench/nightly", "Numbers"),
                Map.entry("/compare?run=bench/nightly&run=bench/elsewhere", "Numbers"),
                Map.entry("/experiments/bench/matrix", "What follows"))) {
            go(page, view.getKey());
            assertThat(page.getByRole(AriaRole.HEADING, named(view.getValue()))).isVisible();
            check(page, look, view.getKey().replaceAll("[^a-z]+", "-").replaceAll("^-|-$", ""));
        }
        go(page, "/runs/bench/absent");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no such thing");
        check(page, look, "absent");
        page.context().close();
    }

    private static void check(Page page, Look look, String name) {
        // pictures are drawn when their box has a width
        page.waitForFunction(
                "() => [...document.querySelectorAll('.plot')].every(p => p.offsetParent === null || p.firstElementChild)");
        String where =
                (name.isEmpty() ? "overview" : name) + "-" + look.toString().toLowerCase(Locale.ROOT);
        Chromium.screenshot(page, where);
        Chromium.requireNoSidewaysScroll(page, where);
        Chromium.requireAccessible(page, where);
    }

    @Test
    void everyChartHasItsNumbersAsATable() {
        var page = signedIn(Look.LIGHT);
        go(page, "/runs/bench/nightly");
        assertThat(page.getByText("Latency by percentile").first()).isVisible();
        for (var figure : page.locator("figure.chart").all()) {
            assertThat(figure.getByRole(AriaRole.IMG).first().getAttribute("aria-label"))
                    .isNotBlank();
            figure.getByText("As a table").click();
            assertThat(figure.locator("tbody tr").count()).isPositive();
        }
        page.context().close();
    }

    @Test
    void theFormHasTheSchemasBoundsAndShowsRefusalsAtTheirFields() {
        var page = signedIn(Look.LIGHT);
        go(page, "/new");
        var clients = page.getByLabel("Clients");
        assertThat(page.locator("[data-path=clients]")).containsText("1 to 10,000");
        assertThat(page.getByLabel("Duration seconds")).isHidden();
        page.getByLabel("Mode", new Page.GetByLabelOptions().setExact(true)).selectOption("Closed");
        assertThat(page.getByLabel("Duration seconds")).isVisible();

        clients.fill("10001");
        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();
        assertThat(page.locator("[data-path=clients] .error")).hasText("must be at most 10,000");
        assertThat(page.locator("[data-path='load.durationSeconds'] .error")).hasText("must be filled in");

        clients.fill("20");
        page.getByLabel("Duration seconds").fill("5");
        assertThat(page.getByLabel("The manifest as YAML")).containsText("durationSeconds: 5");
        web.api.refuseRuns("""
                {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Invalid","code":422,
                 "message":"PerformanceRun is invalid",
                 "details":{"causes":[{"field":"spec.load.durationSeconds","message":"too short for this bench"}]}}
                """);
        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();
        assertThat(page.locator("[data-path='load.durationSeconds'] .error")).containsText("too short for this bench");
        assertThat(page.getByLabel("Duration seconds")).hasAttribute("aria-invalid", "true");
        Chromium.requireAccessible(page, "a refused form");
        Chromium.screenshot(page, "refused-light");
        page.context().close();
    }

    @Test
    void isUsableByKeyboardAlone() {
        var page = chromium.person(Look.LIGHT);
        page.navigate(web.uri("/").toString());
        page.keyboard().type(WebAtWork.RIGHT);
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        page.getByRole(AriaRole.LINK, named("Performance")).focus();
        page.keyboard().press("Shift+Tab");
        assertThat(page.getByText("Skip to the content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        page.getByRole(AriaRole.LINK, named("Performance")).focus();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.LINK, named("New run")).first()).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Start the run"))).isVisible();
        assertThat(page.locator("main")).isFocused();
        page.context().close();
    }

    @Test
    void downloadsAReport() {
        var page = signedIn(Look.LIGHT);
        go(page, "/experiments/bench/matrix");
        var file = page.waitForDownload(() ->
                page.getByRole(AriaRole.BUTTON, named("Report as Markdown")).click());
        assertThat(file.suggestedFilename()).isEqualTo("matrix-report.md");
        file.saveAs(Path.of("target/screenshots/matrix-report.md"));
        assertThat(Path.of("target/screenshots/matrix-report.md")).hasContent("# matrix");
        page.context().close();
    }

    @Test
    void readsHistogramsAsTheirMakerDoes() {
        var page = signedIn(Look.LIGHT);
        for (int seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var histogram = new Histogram(86_400_000_000L, 3);
            for (int i = 0; i < 200 * (1 + seed * seed); i++) {
                histogram.recordValue((long) Math.exp(random.nextDouble() * 4 * (1 + seed)));
            }
            var seen = (List<?>) page.evaluate("""
                    async ([text, percents]) => {
                      const { decode, percentile } = await import('/assets/histogram.js');
                      const it = await decode(text);
                      return [it.total, ...percents.map(p => percentile(it, p))];
                    }
                    """, List.of(PageSamples.encoded(histogram), PERCENTILES));
            assertThat(seen.stream().map(it -> ((Number) it).longValue()))
                    .containsExactlyElementsOf(Stream.concat(
                                    Stream.of(histogram.getTotalCount()),
                                    PERCENTILES.stream().map(histogram::getValueAtPercentile))
                            .toList());
        }
        page.context().close();
    }
}
