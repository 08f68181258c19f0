package dev.acme.performance.operator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.acme.performance.operator.web.Chromium.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A long list, and how the page feels: figures are printed; the bounds are those that a shared machine keeps, too. */
@NeedsChromium
@Isolated
final class ThousandRunsBrowserIT {
    private static final int RUNS = 1000;
    private static final long PAINT_MS = 3000;
    private static final long TASK_MS = 1000;
    private static final String MEASURE = """
            window.tasks = [];
            new PerformanceObserver(list => list.getEntries().forEach(e => window.tasks.push(Math.round(e.duration))))
              .observe({type: 'longtask', buffered: true});
            window.listed = new Promise(done => {
              const look = () => document.querySelector('.runs tbody tr')
                ? requestAnimationFrame(() => done(Math.round(performance.now())))
                : requestAnimationFrame(look);
              look();
            });
            """;
    private static final String FIRST_PAINT = """
            () => new Promise(done => new PerformanceObserver((list, self) => {
              self.disconnect();
              done(Math.round(list.getEntries()[0].startTime));
            }).observe({type: 'paint', buffered: true}))
            """;

    @Test
    void listsAThousandRuns() {
        try (var web = new WebAtWork();
                var chromium = new Chromium()) {
            var samples = new PageSamples(web);
            for (int i = 0; i < RUNS; i++) {
                int number = i;
                samples.listed("nightly-%04d".formatted(i), run -> {
                    ((ObjectNode) run.at("/status/results/latency")).put("p99Ms", 100 + number % 50);
                    return run;
                });
            }
            samples.awaitKnown("nightly-0999");
            var page = chromium.person(Look.LIGHT);
            page.addInitScript(MEASURE);
            page.navigate(web.uri("/").toString());
            long paint = milliseconds(page, FIRST_PAINT);
            page.getByLabel("Token").fill(WebAtWork.RIGHT);
            long begin = System.nanoTime();
            page.getByLabel("Token").press("Enter");
            assertThat(page.getByText("1 to 100 of 1000")).isVisible();
            long listed = (System.nanoTime() - begin) / 1_000_000;
            page.getByLabel("Filter").fill("nightly-0777");
            assertThat(page.locator(".runs tbody tr")).hasCount(1);
            page.getByLabel("Filter").fill("");
            page.getByRole(
                            com.microsoft.playwright.options.AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("P99 ms"))
                    .click();
            assertThat(page.locator(".runs tbody tr")).hasCount(100);
            var tasks = tasks(page);

            var link = chromium.person(Look.LIGHT);
            link.addInitScript(MEASURE);
            link.navigate(web.uri("/#token=" + WebAtWork.RIGHT).toString());
            long overview = milliseconds(link, FIRST_PAINT);
            long overviewListed = milliseconds(link, "() => window.listed");
            tasks.addAll(tasks(link));

            System.out.printf(
                    "dashboard: first paint after %d ms (goal 1000); %d runs listed %d ms after the sign-in; signed in by a link: first paint after %d ms,"
                            + " runs painted after %d ms; long tasks %s ms (goal: none over 200)%n",
                    paint, RUNS, listed, overview, overviewListed, tasks);
            assertThat(List.of(paint, overview, overviewListed))
                    .allSatisfy(ms -> assertThat(ms).as("ms to a paint").isBetween(1L, PAINT_MS));
            assertThat(tasks).allSatisfy(ms -> assertThat(ms).as("ms of a task").isLessThanOrEqualTo(TASK_MS));
            assertThat(chromium.complaints()).isEmpty();
            Chromium.screenshot(page, "thousand-light");
        }
    }

    private static long milliseconds(Page page, String script) {
        return ((Number) page.evaluate(script)).longValue();
    }

    private static List<Long> tasks(Page page) {
        return ((List<?>) page.evaluate("() => window.tasks"))
                .stream().map(it -> ((Number) it).longValue()).collect(Collectors.toCollection(ArrayList::new));
    }
}
