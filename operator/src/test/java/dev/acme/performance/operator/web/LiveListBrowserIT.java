package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.http.Json;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A run is under way, and the page hears of it again and again: whoever works by keyboard, or reads, is left alone. */
@NeedsChromium
@Isolated
final class LiveListBrowserIT {
    private static final int NIGHTS = 210;
    private static final int MOST_COMPARED = 8;
    private static final String LIVE = "under-way";
    private static final WebAtWork web = new WebAtWork();
    private static final PageSamples samples = new PageSamples(web);
    private static final Chromium chromium = new Chromium();
    private static int percent;

    @BeforeAll
    static void fill() {
        for (int i = 0; i < NIGHTS; i++) {
            samples.listed("nightly-%03d".formatted(i), run -> run);
        }
        samples.listed("of-matrix", run -> {
            ((ObjectNode) run.at("/metadata")).putObject("labels").put(ExperimentAttempt.EXPERIMENT, "matrix");
            return run;
        });
        samples.experiment("matrix", experiment -> experiment);
        samples.listed(LIVE, LiveListBrowserIT::begun);
        samples.awaitKnown(LIVE);
    }

    private static JsonNode begun(JsonNode run) {
        ((ObjectNode) run).putObject("status").put("phase", "Running").put("attempt", 1);
        return run;
    }

    @AfterAll
    static void close() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Page overview() {
        var page = chromium.person(Look.LIGHT);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        assertThat(place(page)).hasText("1 to 100 of 212");
        return page;
    }

    /** The load goes on, and the page has drawn that. */
    private static void hear(Page page) {
        percent += 1;
        samples.progress(LIVE, percent, percent * 100L);
        page.waitForFunction("""
                async ([key, percent]) => {
                  const { runOf } = await import('/assets/store.js');
                  await new Promise(requestAnimationFrame);
                  return runOf(key)?.progress?.percent === percent && new Promise(done => requestAnimationFrame(() => done(true)));
                }
                """, List.of("bench/" + LIVE, percent));
    }

    /** Whatever has the focus has it still, and is the same element. */
    private static void requireLeftAlone(Page page, Locator focused) {
        focused.focus();
        page.evaluate("() => { window.before = document.activeElement; }");
        hear(page);
        hear(page);
        assertThat(focused).isFocused();
        assertThat((Boolean) page.evaluate("() => document.activeElement === window.before"))
                .as("the same element as before: %s", focused)
                .isTrue();
    }

    /** Which of the runs are listed. */
    private static Locator place(Page page) {
        return page.locator("nav.pages .pages > span");
    }

    private static Locator row(Page page, String name) {
        return page.locator("tr[data-key='bench/" + name + "']");
    }

    @Test
    void isUsableByKeyboardWhileARunIsUnderWay() {
        var page = overview();
        requireLeftAlone(page, row(page, "nightly-207").getByRole(AriaRole.LINK));
        requireLeftAlone(page, row(page, LIVE).getByRole(AriaRole.LINK));
        assertThat(row(page, LIVE)).containsText(percent + " %");
        requireLeftAlone(page, page.getByRole(AriaRole.LINK, named("matrix")));

        page.getByLabel("Compare nightly-207").focus();
        page.keyboard().press("Space");
        page.getByLabel("Compare nightly-206").focus();
        page.keyboard().press("Space");
        requireLeftAlone(page, page.getByLabel("Compare nightly-206"));
        assertThat(page.getByLabel("Compare nightly-206")).isChecked();
        requireLeftAlone(page, page.getByRole(AriaRole.LINK, named("Compare 2 runs")));
        page.context().close();
    }

    @Test
    void pagesAreTurnedByOneKeyAgainAndAgain() {
        var page = overview();
        var older = page.getByRole(AriaRole.BUTTON, named("Older ›"));
        older.focus();
        page.keyboard().press("Enter");
        assertThat(place(page)).hasText("101 to 200 of 212");
        assertThat(older).isFocused();
        requireLeftAlone(page, older);
        page.keyboard().press("Enter");
        assertThat(place(page)).hasText("201 to 212 of 212");
        assertThat(older).isFocused();
        page.keyboard().press("Enter");
        assertThat(place(page)).hasText("201 to 212 of 212");
        var newer = page.getByRole(AriaRole.BUTTON, named("‹ Newer"));
        newer.focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        assertThat(place(page)).hasText("1 to 100 of 212");
        assertThat(newer).isFocused();
        Chromium.requireAccessible(page, "the last page of runs");
        page.context().close();
    }

    @Test
    void neitherASelectionNorAScreenReaderIsTroubledByTheProgressOfARun() {
        var page = overview();
        page.evaluate("""
                () => {
                  window.told = [];
                  const say = changes => changes.forEach(it => window.told.push(it.target.textContent));
                  document.querySelectorAll('main [role=status]').forEach(it =>
                    new MutationObserver(say).observe(it, {childList: true, subtree: true, characterData: true}));
                  getSelection().selectAllChildren(document.querySelector("tr[data-key='bench/nightly-209'] a"));
                }
                """);
        hear(page);
        hear(page);
        assertThat((String) page.evaluate("() => getSelection().toString()")).isEqualTo("nightly-209");
        assertThat((List<?>) page.evaluate("() => window.told")).isEmpty();
        page.context().close();
    }

    @Test
    void theRunsOfAnExperimentStayWhereTheKeyboardIs() {
        var page = overview();
        page.evaluate("() => { location.hash = '#/experiments/bench/matrix'; }");
        assertThat(page.getByRole(AriaRole.HEADING, named("What follows"))).isVisible();
        requireLeftAlone(page, page.getByRole(AriaRole.LINK, named("of-matrix")));
        page.context().close();
    }

    @Test
    void theFirstPressOfTwoIsToldAndNotForgotten() {
        var page = overview();
        page.evaluate("run => { location.hash = '#/runs/bench/' + run; }", LIVE);
        requireLeftAlone(page, page.getByRole(AriaRole.LINK, named("New run like this")));
        page.getByRole(AriaRole.BUTTON, named("Cancel")).click();
        var told = page.locator(".actions [role=status]");
        assertThat(told).containsText("Press once more");

        samples.edit(LIVE, status -> status.put("message", "half of it is done"));
        assertThat(page.locator(".message")).hasText("half of it is done");
        page.getByRole(AriaRole.BUTTON, named("Press again to cancel")).click();

        assertThat(told).containsText("Cancelling");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Cancel"))).isFocused();
        assertThat(web.client()
                        .resources(PerformanceRun.class)
                        .inNamespace(WebAtWork.BENCH)
                        .withName(LIVE)
                        .get()
                        .getSpec()
                        .cancel())
                .isTrue();
        page.context().close();
    }

    @Test
    void noMoreRunsCanBeChosenThanAreCompared() {
        var page = overview();
        for (int i = 0; i < MOST_COMPARED; i++) {
            page.getByLabel("Compare nightly-20" + i).check();
        }
        var ninth = page.getByLabel("Compare nightly-208");
        assertThat(ninth).isDisabled();
        assertThat(page.locator("#polite")).hasText("8 runs are the most that can be compared.");
        hear(page);
        assertThat(ninth).isDisabled();
        page.getByLabel("Compare nightly-200").uncheck();
        assertThat(ninth).isEnabled();
        ninth.check();
        page.getByRole(AriaRole.LINK, named("Compare 8 runs")).click();
        assertThat(page.locator(".chosen li")).hasCount(MOST_COMPARED);

        page.evaluate("runs => { location.hash = '#/compare?run=bench/nightly-000&' + runs; }", ninthOfNine());
        assertThat(page.getByRole(AriaRole.REGION, named("Runs"))).containsText("Left out: bench/nightly-008.");
        page.context().close();
    }

    private static String ninthOfNine() {
        return IntStream.rangeClosed(1, MOST_COMPARED)
                .mapToObj(i -> "run=bench/nightly-00" + i)
                .collect(Collectors.joining("&"));
    }

    @Test
    void olderRunsAreAskedForOnceAndARefusalIsTold() {
        var page = chromium.person(Look.LIGHT);
        page.route(url -> url.endsWith("/api/v1/runs?limit=1000"), route -> {
            var answer = route.fetch();
            var list = (ObjectNode) Json.trusted(answer.text());
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(list.put("continue", "here").toString()));
        });
        Queue<Route> asked = new ArrayDeque<>();
        page.route(url -> url.contains("&continue=here"), asked::add);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        var button = page.getByRole(AriaRole.BUTTON, named("Ask for older runs"));
        button.click();
        assertThat(button).isDisabled();
        page.waitForCondition(() -> !asked.isEmpty());
        asked.remove()
                .fulfill(new Route.FulfillOptions()
                        .setStatus(500)
                        .setBody("{\"title\": \"Out of order\", \"detail\": \"ask later\"}"));
        assertThat(page.locator(".pages [role=status]")).hasText("Out of order: ask later");
        assertThat(button).isEnabled();

        button.click();
        page.waitForCondition(() -> !asked.isEmpty());
        asked.remove().fulfill(new Route.FulfillOptions().setBody("{\"items\": []}"));
        assertThat(button).isHidden();
        page.context().close();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
