package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.web.Chromium.Look;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a session of the dashboard lives through: another user's link, an API that asks for patience, an operator that is away. */
@NeedsChromium
@Isolated
final class SessionBrowserIT {
    /** As if the user had asked so much more: what he may ask is made up for at ten requests a second. */
    private static final Duration DEBT = Duration.ofSeconds(-8);

    private final WebAtWork web = new WebAtWork();
    private final PageSamples samples = new PageSamples(web);
    private final Chromium chromium = new Chromium();

    @AfterEach
    void close() {
        try (web;
                chromium) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private Page signedIn() {
        var page = chromium.person(Look.LIGHT);
        page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        return page;
    }

    private static void follow(Page page, String token) {
        page.evaluate("token => { location.hash = '#token=' + token; }", token);
    }

    @Test
    void whoChangesTheUserByALinkSeesNothingOfTheFirst() {
        samples.run("before", run -> run);
        var page = signedIn();
        assertThat(page.getByRole(AriaRole.LINK, named("before")).first()).isVisible();

        follow(page, WebAtWork.STRANGER);
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("You are signed in as " + WebAtWork.USER);
        Chromium.requireAccessible(page, "the question who stays");
        Chromium.screenshot(page, "other-user-light");
        page.getByRole(AriaRole.BUTTON, named("Change to stranger")).click();

        assertThat(page.locator(".user")).hasText("stranger");
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        assertThat(page.getByRole(AriaRole.LINK, named("before"))).hasCount(0);
    }

    @Test
    void whoStaysLosesNothingToALink() {
        var page = signedIn();
        page.getByRole(AriaRole.LINK, named("New run")).first().click();
        var name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
        name.fill("half-written");

        follow(page, WebAtWork.STRANGER);
        assertThat(page.getByRole(AriaRole.BUTTON, named("Change to stranger"))).isEnabled();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Stay " + WebAtWork.USER)))
                .isFocused();
        page.keyboard().press("Escape");

        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(name).hasValue("half-written");
        assertThat(page.locator(".user")).hasText(WebAtWork.USER);
        assertThat(page.url()).endsWith("#/new");
        page.getByRole(AriaRole.LINK, named("Overview")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Latest result"))).isVisible();
    }

    @Test
    void aLinkWithABadTokenEndsNoSession() {
        var page = signedIn();

        follow(page, "garbage");

        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("It is not accepted, so nothing changes.");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Change"))).isDisabled();
        page.getByRole(AriaRole.BUTTON, named("Stay " + WebAtWork.USER)).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Runs"))).isVisible();
        assertThat(page.locator(".user")).hasText(WebAtWork.USER);
    }

    @Test
    void theLinkOfWhoeverIsSignedInAsksNothing() {
        var page = signedIn();

        follow(page, WebAtWork.RIGHT);

        page.waitForFunction("() => !location.hash.includes('token')");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.getByRole(AriaRole.HEADING, named("Runs"))).isVisible();
    }

    /** 429: it says until when it waits, and goes on without anybody's doing. */
    @Test
    void whereTheApiAsksForPatienceThePageSaysSoAndGoesOnByItself() {
        samples.run("nightly", run -> run);
        var page = signedIn();
        web.turnClock(DEBT);

        page.evaluate("() => { location.hash = '#/runs/bench/nightly'; }");

        assertThat(page.locator("#patience")).containsText("goes on by itself in");
        Chromium.screenshot(page, "patience-light");
        assertThat(page.getByRole(AriaRole.HEADING, named("Why"))).isVisible();
        assertThat(page.getByText("Latency by percentile").first()).isVisible();
        assertThat(page.locator("#patience")).isHidden();
    }

    /** What was refused was not done: it is sent again, and done once. */
    @Test
    void aRunThatIsAskedForTooFastIsStartedLater() {
        var page = signedIn();
        page.evaluate("() => { location.hash = '#/new'; }");
        page.getByLabel("Clients").fill("100");
        web.turnClock(DEBT);

        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();

        assertThat(page.locator("#patience")).containsText("goes on by itself in");
        assertThat(page.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
        assertThat(web.client()
                        .resources(PerformanceRun.class)
                        .inNamespace(WebAtWork.BENCH)
                        .list()
                        .getItems())
                .hasSize(1);
    }

    /** What waits for its turn is of whoever asked for it, and of nobody who comes after him. */
    @Test
    void whatWaitsIsNotDoneInTheNameOfTheNextUser() {
        var page = signedIn();
        page.evaluate("() => { location.hash = '#/new'; }");
        page.getByLabel("Clients").fill("100");
        web.turnClock(DEBT);
        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();
        assertThat(page.locator("#patience")).containsText("goes on by itself in");

        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        web.api.allow("stranger", WebAtWork.BENCH);
        page.getByLabel("Token").fill(WebAtWork.STRANGER);
        page.getByLabel("Token").press("Enter");
        assertThat(page.locator(".user")).hasText("stranger");

        assertThat(page.locator("#patience")).isHidden();
        page.getByRole(AriaRole.LINK, named("Overview")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Runs"))).isVisible();
        assertThat(web.client()
                        .resources(PerformanceRun.class)
                        .inNamespace(WebAtWork.BENCH)
                        .list()
                        .getItems())
                .isEmpty();
    }

    /** The seconds go on, and neither the keyboard's place nor a screen reader is troubled by them. */
    @Test
    void aBrokenConnectionIsToldOnceAndLeavesTheKeyboardAlone() {
        var page = signedIn();
        assertThat(page.locator(".stream [role=status]")).containsText("live");
        page.evaluate("""
                () => {
                  window.told = [];
                  const word = document.querySelector('.stream [role=status]');
                  new MutationObserver(() => window.told.push(word.textContent.replace(/[^a-z]/g, '')))
                    .observe(word, {childList: true, subtree: true, characterData: true});
                }
                """);

        web.restart(() -> {
            assertThat(page.getByText("reconnecting")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Now")).focus();
            for (int second = 0; second < 2; second++) {
                String age = page.locator(".stream .age").textContent();
                page.waitForFunction("age => document.querySelector('.stream .age').textContent !== age", age);
            }
            assertThat(page.getByRole(AriaRole.BUTTON, named("Now"))).isFocused();
        });

        assertThat(page.locator(".stream [role=status]")).containsText("live");
        assertThat(page.locator(".stream")).isFocused();
        assertThat((List<?>) page.evaluate("() => window.told")).isEqualTo(List.of("reconnecting", "live"));
    }

    /** What was asked for while the operator was away is shown when it is back. */
    @Test
    void aViewThatCouldNotBeFetchedComesByItself() {
        samples.run("nightly", run -> run);
        var page = signedIn();
        web.restart(() -> {
            page.evaluate("() => { location.hash = '#/runs/bench/nightly'; }");
            assertThat(page.getByText("The operator does not answer")).isVisible();
        });
        assertThat(page.getByRole(AriaRole.HEADING, named("Why"))).isVisible();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
