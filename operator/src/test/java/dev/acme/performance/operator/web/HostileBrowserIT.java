package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.http.Json;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** S-17: what somebody writes into a run is text in the dashboard, never a script: 40 strings in every field. */
@NeedsChromium
@Isolated
final class HostileBrowserIT {
    private static final int STRINGS = 40;
    private static final String NOWHERE = "about:blank";

    private final WebAtWork web = new WebAtWork();
    private final Chromium chromium = new Chromium();
    private final Page page = chromium.person(Look.LIGHT);
    /** What the next refusal says. */
    private String refused = "";

    @AfterEach
    void nothingWasRun() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void hostileTextsAreShownAndNeverRun() {
        var strings = PageSamples.hostile();
        assertThat(strings).hasSize(STRINGS);
        var samples = new PageSamples(web);
        for (int i = 0; i < STRINGS; i++) {
            String word = strings.get(i);
            samples.run(
                    "hostile-" + i,
                    run -> PageSamples.poisoned(run, word),
                    PageSamples.poisonedReport(word, i % 2 == 0));
            samples.experiment("hostile-" + i, experiment -> PageSamples.poisoned(experiment, word));
            web.api.know("hostile-" + i, word);
            web.api.allow(word, WebAtWork.BENCH);
        }
        Queue<String> elsewhere = new ConcurrentLinkedQueue<>();
        page.onRequest(request -> {
            if (!request.url().startsWith(web.uri("/").toString())
                    && !request.url().startsWith("blob:")
                    && !request.url().equals(NOWHERE)) {
                elsewhere.add(request.url());
            }
        });
        page.route(url -> url.endsWith("/runs/bench/refused"), route -> refuse(route, 500, refused));
        page.route(url -> url.endsWith("/api/v1/runs"), route -> refuse(route, 422, refused));
        for (int i = 0; i < STRINGS; i++) {
            String word = strings.get(i);
            signIn("hostile-" + i, word);
            visit("/runs/bench/hostile-" + i, "Environment", word);
            visit("/experiments/bench/hostile-" + i, "What follows", word);
            if (i % 2 == 1) {
                String runs = "run=bench/hostile-" + i + "&run=bench/hostile-" + (i - 1);
                visit("/compare?" + runs, "What was run", word);
                visit("/compare?" + runs, "What was run", strings.get(i - 1));
            }
            refused = word;
            seeRefusals(word);
        }
        visit("/", "Runs", "");
        visit("/new?from=bench/hostile-0&set=model.id=" + "%22%3E%3Cimg%20src%3Dx%3E", "The same as YAML", "");
        page.evaluate("() => { location.hash = '#token=hostile-0'; }");
        assertThat(page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON)).hasCount(2);
        requireHarmless("the question who stays", page.getByRole(AriaRole.DIALOG), strings.getLast());

        assertThat(elsewhere).isEmpty();
        Chromium.screenshot(page, "hostile-light");
    }

    private static void refuse(Route route, int status, String word) {
        var problem = Json.object().put("title", word).put("detail", word);
        var errors = problem.putArray("errors");
        errors.addObject().put("field", "spec.clients").put("message", word);
        errors.addObject().put("field", word).put("message", word);
        route.fulfill(new Route.FulfillOptions().setStatus(status).setBody(problem.toString()));
    }

    private void signIn(String token, String user) {
        page.navigate(NOWHERE);
        page.navigate(web.uri("/#token=" + token).toString());
        assertThat(page.locator(".runs tbody tr")).hasCount(STRINGS);
        requireHarmless("the head of the page", page.locator(".user"), user);
    }

    private void seeRefusals(String word) {
        go("/runs/bench/refused");
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        requireHarmless("a refusal", page.getByRole(AriaRole.ALERT), word);

        visit("/new", "The same as YAML", "");
        page.getByLabel("Clients").fill("100");
        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();
        assertThat(page.locator(".errors li")).hasCount(2);
        requireHarmless("refused fields", page.locator(".errors li").last(), word);
        requireHarmless("a refused field", page.locator("[data-path=clients] .error"), word);
    }

    private void go(String fragment) {
        // the rate that one user may ask at is not what is tested here
        web.turnClock(Duration.ofSeconds(1));
        page.evaluate("to => { location.hash = to; }", fragment);
    }

    private void visit(String fragment, String heading, String word) {
        go(fragment);
        assertThat(page.getByRole(AriaRole.HEADING, named(heading))).isVisible();
        requireHarmless(fragment, page.locator("main"), word);
    }

    /** The word stands there as text, and nothing was made of it. */
    private void requireHarmless(String where, Locator place, String word) {
        assertThat(place.textContent()).as(where).contains(word);
        assertThat((Boolean) page.evaluate("() => window.pwned === undefined"))
                .as(where)
                .isTrue();
        assertThat(
                        (Number)
                                page.evaluate(
                                        "() => document.querySelectorAll('body :is(script, iframe, img, object, embed,"
                                                + " base, style, link, meta, video, audio, template, marquee, [onerror], [onload], [onfocus])').length"))
                .as(where)
                .isEqualTo(0);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
