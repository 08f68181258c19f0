package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.acme.performance.operator.web.Chromium.Look;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** S-17: what somebody writes into a run is text in the dashboard, never a script: 40 strings in every field. */
@NeedsChromium
@Isolated
final class HostileBrowserIT {
    private static final int STRINGS = 40;

    @Test
    void hostileTextsAreShownAndNeverRun() {
        var strings = PageSamples.hostile();
        assertThat(strings).hasSize(STRINGS);
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            var samples = new PageSamples(web);
            for (int i = 0; i < STRINGS; i++) {
                String word = strings.get(i);
                samples.run("hostile-" + i, run -> PageSamples.poisoned(run, word));
                samples.experiment("hostile-" + i, experiment -> PageSamples.poisoned(experiment, word));
            }
            Queue<String> elsewhere = new ConcurrentLinkedQueue<>();
            var page = chromium.person(Look.LIGHT);
            page.onRequest(request -> {
                if (!request.url().startsWith(web.uri("/").toString())
                        && !request.url().startsWith("blob:")) {
                    elsewhere.add(request.url());
                }
            });
            page.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
            assertThat(page.locator(".runs tbody tr")).hasCount(STRINGS);
            for (int i = 0; i < STRINGS; i++) {
                visit(web, page, "/runs/bench/hostile-" + i, "Environment", strings.get(i));
                visit(web, page, "/experiments/bench/hostile-" + i, "What follows", strings.get(i));
                if (i % 8 == 7) {
                    String runs = "run=bench/hostile-" + i + "&run=bench/hostile-" + (i - 1);
                    visit(web, page, "/compare?" + runs, "What was run", strings.get(i));
                }
            }
            visit(web, page, "/", "Runs", "");
            visit(
                    web,
                    page,
                    "/new?from=bench/hostile-0&set=model.id=" + "%22%3E%3Cimg%20src%3Dx%3E",
                    "The same as YAML",
                    "");

            assertThat(elsewhere).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
            Chromium.screenshot(page, "hostile-light");
        }
    }

    private static void visit(WebAtWork web, Page page, String fragment, String heading, String word) {
        // the rate that one user may ask at is not what is tested here
        web.turnClock(Duration.ofSeconds(1));
        page.evaluate("to => { location.hash = to; }", fragment);
        assertThat(page.getByRole(
                        com.microsoft.playwright.options.AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(heading).setExact(true)))
                .isVisible();
        assertThat((Boolean) page.evaluate("() => window.pwned === undefined"))
                .as(fragment)
                .isTrue();
        assertThat((Number) page.evaluate(
                        "() => document.querySelectorAll('main script, main iframe, main img, main object, main embed,"
                                + " main base, main style, main link, main meta, main video, main audio, main template,"
                                + " main marquee, main [onerror], main [onload], main [onfocus]').length"))
                .as(fragment)
                .isEqualTo(0);
        if (!word.isEmpty()) {
            assertThat(page.locator("main").textContent()).contains(word);
        }
    }
}
