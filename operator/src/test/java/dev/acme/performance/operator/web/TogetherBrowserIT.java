package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** One run as two people live through it: asked for, watched over a restart of the operator, read, kept, compared. */
@NeedsChromium
@Isolated
final class TogetherBrowserIT {
    private static final String RUN = "asked-for";

    @Test
    void twoPeopleSeeOneRunFromItsRequestToItsResult() throws IOException {
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            var samples = new PageSamples(web);
            samples.run("before", run -> run);
            var ana = signedIn(web, chromium);
            var ben = signedIn(web, chromium);

            trigger(ana, RUN);
            assertThat(web.client()
                            .resources(PerformanceRun.class)
                            .inNamespace(WebAtWork.BENCH)
                            .withName(RUN)
                            .get()
                            .getSpec()
                            .clients())
                    .isEqualTo(100);

            ben.getByRole(AriaRole.LINK, named(RUN)).click();
            progress(web, RUN, 25, 100);
            assertThat(ana.getByText("25 %")).isVisible();
            assertThat(ben.getByText("25 %")).isVisible();
            progress(web, RUN, 50, 200);
            assertThat(ben.getByText("50 %")).isVisible();
            Chromium.screenshot(ana, "watched-light");

            web.restart(() -> {
                assertThat(ana.getByText("reconnecting")).isVisible();
                progress(web, RUN, 75, 300);
            });
            assertThat(ana.getByText("75 %")).isVisible();
            assertThat(ben.getByText("75 %")).isVisible();

            samples.finish(RUN);
            assertThat(ana.getByRole(AriaRole.HEADING, named("Why"))).isVisible();
            assertThat(ben.getByRole(AriaRole.HEADING, named("Why"))).isVisible();
            assertThat(ana.getByText("Latency by percentile").first()).isVisible();

            var file = ana.waitForDownload(() ->
                    ana.getByRole(AriaRole.BUTTON, named("Full result (JSON)")).click());
            assertThat(Json.trusted(Files.readString(file.path())).at("/latency/p99Ms"))
                    .isEqualTo(PageSamples.report().at("/latency/p99Ms"));

            ben.getByRole(AriaRole.LINK, named("Overview")).click();
            ben.getByLabel("Compare " + RUN).check();
            ben.getByLabel("Compare before").check();
            ben.getByRole(AriaRole.LINK, named("Compare 2 runs")).click();
            assertThat(ben.getByText("These runs may be compared.")).isVisible();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** As where the answer is slow: what the events have told is not told again. */
    @Test
    void anAnswerThatIsOlderThanWhatWasHeardHidesNothing() {
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            var samples = new PageSamples(web);
            samples.run(RUN, run -> run);
            progress(web, RUN, 10, 40);
            var ana = signedIn(web, chromium);
            var ben = signedIn(web, chromium);
            var held = new ArrayBlockingQueue<Runnable>(1);
            ana.route("**/api/v1/runs/" + WebAtWork.BENCH + "/" + RUN, route -> {
                var old = route.fetch();
                held.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(old)));
            });

            ben.getByRole(AriaRole.LINK, named(RUN)).last().click();
            ana.getByRole(AriaRole.LINK, named(RUN)).last().click();
            ana.waitForCondition(() -> !held.isEmpty());
            progress(web, RUN, 25, 100);
            assertThat(ben.getByText("25 %")).isVisible();
            held.remove().run();

            assertThat(ana.getByText("25 %")).isVisible();
        }
    }

    /** Each asks for a run; both are under way at once, and each person has both before himself until they end. */
    @Test
    void twoPeopleSeeTwoRunsThatAreUnderWayAtOnceToTheirEnds() {
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            var samples = new PageSamples(web);
            var ana = signedIn(web, chromium);
            var ben = signedIn(web, chromium);
            trigger(ana, "of-ana");
            trigger(ben, "of-ben");
            var anaAtBens = watching(web, chromium, "of-ben");
            var benAtAnas = watching(web, chromium, "of-ana");

            progress(web, "of-ana", 30, 100);
            progress(web, "of-ben", 10, 50);
            for (var page : List.of(ana, benAtAnas)) {
                assertThat(page.locator(".percent")).hasText("30 %");
            }
            for (var page : List.of(ben, anaAtBens)) {
                assertThat(page.locator(".percent")).hasText("10 %");
            }

            samples.finish("of-ben");
            for (var page : List.of(ben, anaAtBens)) {
                assertThat(page.getByRole(AriaRole.HEADING, named("Why"))).isVisible();
            }
            progress(web, "of-ana", 80, 300);
            for (var page : List.of(ana, benAtAnas)) {
                assertThat(page.locator(".percent")).hasText("80 %");
            }
            samples.finish("of-ana");
            for (var page : List.of(ana, benAtAnas)) {
                assertThat(page.getByRole(AriaRole.HEADING, named("Why"))).isVisible();
                assertThat(page.getByText("Latency by percentile").first()).isVisible();
            }
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static void trigger(Page page, String name) {
        page.getByRole(AriaRole.LINK, named("New run")).first().click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Clients").fill("100");
        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
    }

    /** A second window of the same person: in a session of its own, as it keeps no token. */
    private static Page watching(WebAtWork web, Chromium chromium, String run) {
        var page = signedIn(web, chromium);
        page.getByRole(AriaRole.LINK, named(run)).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
        return page;
    }

    @Test
    void aTokenThatIsTakenAwayEndsTheSession() {
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            var page = signedIn(web, chromium);
            web.api.expire(WebAtWork.RIGHT);
            web.turnClock(Duration.ofMinutes(2));
            page.evaluate("() => { location.hash = '#/new'; }");
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("no longer accepts this token");
            assertThat(page.getByLabel("Token")).isVisible();
        }
    }

    @Test
    void whatIsDeletedWhileNobodyListensIsGoneAfterwards() {
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            var samples = new PageSamples(web);
            samples.run("before", run -> run);
            samples.run("gone", run -> run);
            var page = signedIn(web, chromium);
            assertThat(page.getByRole(AriaRole.LINK, named("gone"))).isVisible();

            web.restart(() -> {
                assertThat(page.getByText("reconnecting")).isVisible();
                web.client()
                        .resources(PerformanceRun.class)
                        .inNamespace(WebAtWork.BENCH)
                        .withName("gone")
                        .delete();
            });

            assertThat(page.getByRole(AriaRole.LINK, named("gone"))).hasCount(0);
            assertThat(page.getByRole(AriaRole.LINK, named("before")).first()).isVisible();
        }
    }

    private static Page signedIn(WebAtWork web, Chromium chromium) {
        var page = chromium.person(Look.LIGHT);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        return page;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void progress(WebAtWork web, String name, double percent, long requests) {
        new PageSamples(web).progress(name, percent, requests);
    }
}
