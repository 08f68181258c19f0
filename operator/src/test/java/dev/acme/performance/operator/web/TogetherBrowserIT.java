package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Consumer;
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

            ana.getByRole(AriaRole.LINK, named("New run")).first().click();
            ana.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(RUN);
            ana.getByLabel("Clients").fill("100");
            ana.getByRole(AriaRole.BUTTON, named("Start the run")).click();
            assertThat(ana.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
            assertThat(web.client()
                            .resources(PerformanceRun.class)
                            .inNamespace(WebAtWork.BENCH)
                            .withName(RUN)
                            .get()
                            .getSpec()
                            .clients())
                    .isEqualTo(100);

            ben.getByRole(AriaRole.LINK, named(RUN)).click();
            progress(web, 25, 100);
            assertThat(ana.getByText("25 %")).isVisible();
            assertThat(ben.getByText("25 %")).isVisible();
            progress(web, 50, 200);
            assertThat(ben.getByText("50 %")).isVisible();
            Chromium.screenshot(ana, "watched-light");

            web.restart(() -> {
                assertThat(ana.getByText("reconnecting")).isVisible();
                progress(web, 75, 300);
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
    void whoSignsInWithAnotherTokenSeesNothingOfTheFirst() {
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            new PageSamples(web).run("before", run -> run);
            var page = signedIn(web, chromium);
            assertThat(page.getByRole(AriaRole.LINK, named("before"))).isVisible();

            page.evaluate("token => { location.hash = '#token=' + token; }", WebAtWork.STRANGER);

            assertThat(page.getByText("stranger")).isVisible();
            assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
            assertThat(page.getByRole(AriaRole.LINK, named("before"))).hasCount(0);
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
            assertThat(page.getByRole(AriaRole.LINK, named("before"))).isVisible();
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

    private static void progress(WebAtWork web, double percent, long requests) {
        edit(
                web,
                status -> status.put("phase", "Running")
                        .put("attempt", 1)
                        .putObject("progress")
                        .put("percent", percent)
                        .put("requests", requests)
                        .put("requestsPerSecond", 40.0 + percent));
    }

    /** As the operator would write it. */
    private static void edit(WebAtWork web, Consumer<ObjectNode> change) {
        var client = web.client();
        var run = client.resources(PerformanceRun.class)
                .inNamespace(WebAtWork.BENCH)
                .withName(RUN)
                .get();
        ObjectNode tree = (ObjectNode) Json.trusted(Serialization.asJson(run));
        change.accept(tree.withObject("/status"));
        client.resource(Serialization.unmarshal(tree.toString(), PerformanceRun.class))
                .updateStatus();
    }
}
