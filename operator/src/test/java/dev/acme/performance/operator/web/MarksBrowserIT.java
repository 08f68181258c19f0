package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.http.Json;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands beside a number says what the number's own result says (H-18), wherever the operator is at work today: it calls itself simulated. */
@NeedsChromium
@Isolated
final class MarksBrowserIT {
    private static final String SIMULATED = "≈ simulated";
    private static final WebAtWork web = new WebAtWork();
    private static final Chromium chromium = new Chromium();
    private static final Page page = chromium.person(Look.LIGHT);

    @BeforeAll
    static void fill() {
        var samples = new PageSamples(web);
        samples.run("of-a-cloud", run -> measured(run, "real"));
        samples.run("lambda-of-a-cloud", run -> {
            ((ObjectNode) run.at("/spec/compute")).put("backend", "lambda");
            return measured(run, "real");
        });
        samples.run("of-here", run -> measured(run, "simulated"));
        samples.run("of-a-bench", run -> measured(run, "staging"));
        samples.run("untold", run -> {
            ((ObjectNode) run.at("/status")).remove("environment");
            return run;
        });
        samples.run("coming", run -> {
            ((ObjectNode) run).putObject("status").put("phase", "Provisioning").put("attempt", 1);
            return run;
        });
        samples.run("of-matrix", run -> {
            ((ObjectNode) run.at("/metadata")).putObject("labels").put(ExperimentAttempt.EXPERIMENT, "matrix");
            return measured(run, "real");
        });
        for (String phase : new String[] {"Succeeded", "Failed", "Pending"}) {
            samples.run(
                    "void-" + phase.toLowerCase(Locale.ROOT),
                    run -> status(run, status -> status.put("phase", phase).put("validity", "Invalid")));
        }
        samples.run(
                "failed-without-numbers",
                run -> status(run, status -> {
                    status.put("phase", "Failed").put("validity", "Invalid");
                    status.remove("results");
                }));
        samples.run("again", run -> run);
        samples.experiment("matrix", experiment -> experiment);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
    }

    private static JsonNode status(JsonNode run, Consumer<ObjectNode> change) {
        change.accept((ObjectNode) run.path("status"));
        return run;
    }

    private static JsonNode measured(JsonNode run, String fidelity) {
        ((ObjectNode) run.at("/status/environment")).put("fidelity", fidelity);
        return run;
    }

    @AfterAll
    static void close() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Locator row(String name) {
        go("/", "Overview");
        return page.locator("tr[data-key='bench/" + name + "']");
    }

    private static void go(String fragment, String heading) {
        page.evaluate("to => { location.hash = to; }", fragment);
        assertThat(page.getByRole(AriaRole.HEADING, named(heading))).isVisible();
    }

    private static Locator panel(String name) {
        return page.getByRole(AriaRole.REGION, named(name));
    }

    @Test
    void theMarkOfARunIsItsResultsOwn() {
        assertThat(row("of-a-cloud").locator(".fidelity")).hasCount(0);
        assertThat(row("lambda-of-a-cloud").locator(".fidelity")).hasCount(0);
        assertThat(row("of-here").locator(".fidelity")).hasText(SIMULATED);
        assertThat(row("untold").locator(".fidelity")).hasText("? fidelity not told");
        assertThat(row("coming").locator(".fidelity")).hasText(SIMULATED);

        go("/runs/bench/of-a-cloud", "Environment");
        assertThat(page.locator("main .fidelity")).hasCount(0);
        go("/runs/bench/untold", "Numbers");
        assertThat(page.locator("h1 .fidelity")).hasText("? fidelity not told");

        go("/compare?run=bench/of-a-cloud&run=bench/of-here", "What was run");
        var variants =
                panel("What was run").locator("tbody tr").filter(new Locator.FilterOptions().setHasText("Variant"));
        assertThat(variants.locator(".fidelity")).hasCount(1);
        assertThat(variants.locator("td").nth(1)).containsText(SIMULATED);
    }

    @Test
    void anAdministratorsOwnWordIsShown() {
        assertThat(row("of-a-bench").locator(".fidelity")).hasText("staging");
        go("/runs/bench/of-a-bench", "Environment");
        assertThat(page.locator("h1 .fidelity")).hasText("staging");
        assertThat(panel("Environment").locator(".fidelity")).hasText("staging");
    }

    @ParameterizedTest
    @CsvSource({
        "void-succeeded, true",
        "void-failed, true",
        "void-pending, true",
        "failed-without-numbers, false",
        "of-here, false",
        "coming, false"
    })
    void voidNumbersAreStruckOutHoweverTheRunEnded(String run, boolean isVoid) {
        assertThat(row(run)).isVisible();
        assertThat(row(run).and(page.locator(".void"))).hasCount(isVoid ? 1 : 0);
        assertThat(row(run).locator("[data-label='P99 ms']"))
                .hasCSS("text-decoration-line", isVoid ? "line-through" : "none");
    }

    @Test
    void voidAttemptsAreStruckOutAndUnknownValidityIsBlank() {
        // one entry without the word: of an operator that did not write it yet
        page.route(url -> url.endsWith("/runs/bench/again"), route -> {
            var answer = route.fetch();
            var run = Json.trusted(answer.text());
            var history = (ArrayNode) run.at("/resource/status/history");
            history.add(((ObjectNode) history.get(1).deepCopy()).put("attempt", 0));
            ((ObjectNode) history.get(0)).put("validity", "Suspect");
            ((ObjectNode) history.get(1)).put("validity", "Invalid");
            ((ObjectNode) history.get(2)).remove("validity");
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(run.toString()));
        });
        go("/runs/bench/again", "Attempts");
        var attempts = panel("Attempts").locator("tbody tr");
        assertThat(attempts).hasCount(3);
        assertThat(attempts.nth(0)).containsText("Suspect");
        assertThat(attempts.nth(1)).containsText("Invalid");
        assertThat(panel("Attempts").locator("tr.void")).hasCount(1);
        assertThat(attempts.nth(1)).hasClass("void");
        assertThat(attempts.nth(1).locator("td.number").first()).hasCSS("text-decoration-line", "line-through");
        assertThat(attempts.nth(2).locator("td").nth(3)).hasText("");
    }

    @Test
    void theMarkOfAnExperimentIsThatOfItsRuns() {
        go("/experiments/bench/matrix", "What follows");
        assertThat(page.locator("main .fidelity")).hasCount(0);
    }

    /** H-02: a share of the variance has no interval, so none is told. */
    @Test
    void whatHasNoIntervalIsGivenNone() {
        go("/experiments/bench/matrix", "What matters most");
        var shares = panel("What matters most");
        assertThat(shares.locator(".whisker")).hasCount(4);
        shares.getByText("As a table").click();
        assertThat(shares.locator("thead th")).hasText(new String[] {"", "%", ""});
        assertThat(shares.locator("tbody tr").first()).containsText("61.2 %");

        var ratios = panel("Against the baseline");
        ratios.getByText("As a table").first().click();
        assertThat(ratios.locator("thead").first()).containsText("Low");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
