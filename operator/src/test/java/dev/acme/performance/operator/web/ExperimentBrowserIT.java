package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** An experiment is under way and one measurement after the other ends: what the reader does with its page stays as it is. */
@NeedsChromium
@Isolated
final class ExperimentBrowserIT {
    private static final String NAME = "matrix";
    private static final WebAtWork web = new WebAtWork();
    private static final PageSamples samples = new PageSamples(web);
    private static final Chromium chromium = new Chromium();
    private static final AtomicInteger measured = new AtomicInteger(500);

    @BeforeAll
    static void fill() {
        samples.experiment(NAME, experiment -> experiment);
    }

    @AfterAll
    static void close() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Page experiment() {
        var page = chromium.person(Look.LIGHT);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        page.evaluate("name => { location.hash = '#/experiments/bench/' + name; }", NAME);
        assertThat(page.getByRole(AriaRole.HEADING, named("What follows"))).isVisible();
        return page;
    }

    /** One more measurement gave numbers, and the page has drawn that. */
    private static void measure(Page page) {
        int rate = measured.incrementAndGet();
        edit(status -> {
            status.put("message", "measured " + rate);
            ((ObjectNode) status.at("/cells/0/requestsPerSecond"))
                    .put("mean", rate)
                    .put("low", rate - 0.4)
                    .put("high", rate + 0.4);
        });
        assertThat(page.locator(".message")).hasText("measured " + rate);
        assertThat(page.locator("table.matrix").first()).containsText(Integer.toString(rate));
    }

    private static void edit(Consumer<ObjectNode> change) {
        var experiment = web.client()
                .resources(PerformanceExperiment.class)
                .inNamespace(WebAtWork.BENCH)
                .withName(NAME)
                .get();
        var tree = (ObjectNode) Json.trusted(Serialization.asJson(experiment));
        change.accept(tree.withObject("/status"));
        web.client()
                .resource(Serialization.unmarshal(tree.toString(), PerformanceExperiment.class))
                .updateStatus();
    }

    /** Throughput is among the metrics that can be chosen. */
    private static void chooseThroughput(Page page) {
        page.getByLabel("Metric").selectOption("requestsPerSecond");
    }

    @Test
    void theKeyboardStaysWhereItIs() {
        var page = experiment();
        chooseThroughput(page);
        for (Locator place : List.of(
                page.getByLabel("Metric"),
                page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Matrix"))
                        .first(),
                page.locator("summary").first(),
                page.getByRole(AriaRole.BUTTON, named("Report as Markdown")),
                page.getByRole(AriaRole.BUTTON, named("Copy")))) {
            place.focus();
            page.evaluate("() => { window.before = document.activeElement; }");
            measure(page);
            assertThat(place).isFocused();
            assertThat((Boolean) page.evaluate("() => document.activeElement === window.before"))
                    .as("the same element as before: %s", place)
                    .isTrue();
        }
        page.context().close();
    }

    @Test
    void whatWasChosenAndOpenedStays() {
        var page = experiment();
        chooseThroughput(page);
        page.locator("details.twin > summary").all().forEach(Locator::click);
        int open = page.locator("details[open]").count();
        assertThat(open).isGreaterThanOrEqualTo(2);

        measure(page);
        measure(page);

        assertThat(page.getByLabel("Metric")).hasValue("requestsPerSecond");
        assertThat(page.locator("details[open]")).hasCount(open);
        // each of them, and its table, tells the new numbers
        assertThat(page.locator("details.twin", new Page.LocatorOptions().setHasText("All ")))
                .containsText(Integer.toString(measured.get()));
        assertThat(page.locator("figure details[open]").first()).containsText(Integer.toString(measured.get()));
        page.context().close();
    }

    @Test
    void whatIsReadAndSelectedStays() {
        var page = experiment();
        chooseThroughput(page);
        page.setViewportSize(500, 500);
        measure(page);
        page.evaluate("""
            () => {
              const wide = document.querySelector('details.twin > .wide');
              wide.parentElement.open = true;
              wide.scrollIntoView();
              wide.scrollLeft = 7;
              getSelection().selectAllChildren(document.querySelector('p.sentence'));
            }
            """);
        var before = reading(page);
        assertThat(before.get("selected")).asString().isNotEmpty();
        assertThat(before.get("aside")).isEqualTo(7);

        measure(page);

        assertThat(reading(page)).isEqualTo(before);
        page.context().close();
    }

    /** What is selected, and where the table of all cells stands in the window and in itself. */
    private static Map<?, ?> reading(Page page) {
        return (Map<?, ?>) page.evaluate("""
            () => {
              const wide = document.querySelector('details.twin > .wide');
              return { selected: getSelection().toString(), top: Math.round(wide.getBoundingClientRect().top), aside: wide.scrollLeft };
            }
            """);
    }

    @Test
    void onlyWhatChangedIsDrawnAnew() {
        var page = experiment();
        chooseThroughput(page);
        page.evaluate("""
            () => {
              window.squares = [...document.querySelectorAll('table.matrix td')];
              window.panels = [...document.querySelectorAll('section.panel')];
            }
            """);

        measure(page);

        int drawn = (Integer) page.evaluate("() => window.squares.filter(it => !it.isConnected).length");
        int all = (Integer) page.evaluate("() => window.squares.length");
        assertThat(drawn).isBetween(1, all - 1);
        assertThat((Boolean) page.evaluate("() => window.panels.every(it => it.isConnected)"))
                .isTrue();
        page.context().close();
    }

    /** Old numbers that say so are better than none. */
    @Test
    void aRefusalWhileItIsReadTakesNothingAway() {
        var page = experiment();
        page.route(
                url -> url.endsWith("/api/v1/experiments/bench/" + NAME),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(500)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\": \"Out of order\", \"detail\": \"ask later\", \"status\": 500}")));
        edit(status -> status.put("message", "not to be had"));

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Out of order");
        assertThat(page.getByRole(AriaRole.HEADING, named("What follows"))).isVisible();
        page.context().close();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
