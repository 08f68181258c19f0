package dev.acme.performance.local.command;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.operator.web.Chromium;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.NeedsChromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of {@code perfrun serve} as two people use it: a real run from the form to the comparison. */
@NeedsChromium
final class DashboardBrowserIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder = Path.of("");

    @Test
    void aRunFromTheFormToTheComparison() throws Exception {
        Path out = folder.resolve("out");
        var builder = new ProcessBuilder("../perfrun", "serve", "--port", "0")
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("PERFRUN_HOME", folder.resolve("machine").toString());
        var serve = builder.start();
        try (var chromium = new Chromium()) {
            await().atMost(LIMIT)
                    .until(() -> !serve.isAlive() || Files.readString(out).contains("metrics "));
            var ana = signedIn(chromium, out);
            var ben = signedIn(chromium, out);

            ana.getByRole(AriaRole.LINK, named("New run")).first().click();
            fill(ana, "Name", "first");
            fill(ana, "Clients", "4");
            fill(ana, "Size bytes", "1000000");
            fill(ana, "Registry size", "5");
            ana.getByLabel("Mode", exact()).selectOption("Closed");
            fill(ana, "Duration seconds", "20");
            ana.getByRole(AriaRole.BUTTON, named("Start the run")).click();
            assertThat(ana.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
            ben.getByRole(AriaRole.LINK, named("first")).first().click();
            for (var person : new Page[] {ana, ben}) {
                assertThat(person.locator(".percent").getByText(Pattern.compile("[0-9]+ %")))
                        .isVisible(patiently());
            }
            Chromium.screenshot(ana, "serve-live");
            for (var person : new Page[] {ana, ben}) {
                assertThat(person.getByRole(AriaRole.HEADING, named("Numbers"))).isVisible(patiently());
            }
            assertThat(ana.getByText("Latency by percentile").first()).isVisible();
            Chromium.screenshot(ana, "serve-result");
            var file = ana.waitForDownload(() ->
                    ana.getByRole(AriaRole.BUTTON, named("Full result (JSON)")).click());
            var result = JsonMapper.builder().build().readTree(Files.readString(file.path()));
            assertThat(result.at("/succeeded").asLong()).isPositive();
            assertThat(result.at("/failed").asLong()).isZero();

            // two runs of two people at once: the second waits for its turn, and each person sees both to the end
            runLikeThis(ana, "second");
            runLikeThis(ben, "third");
            var anaAtThird = signedIn(chromium, out);
            var benAtSecond = signedIn(chromium, out);
            anaAtThird.getByRole(AriaRole.LINK, named("third")).first().click();
            benAtSecond.getByRole(AriaRole.LINK, named("second")).first().click();
            for (var person : List.of(ana, benAtSecond, ben, anaAtThird)) {
                assertThat(person.getByRole(AriaRole.HEADING, named("Numbers"))).isVisible(patiently());
            }

            ana.getByRole(AriaRole.LINK, named("Overview")).click();
            ana.getByLabel("Compare first", exact()).check();
            ana.getByLabel("Compare second", exact()).check();
            ana.getByRole(AriaRole.LINK, named("Compare 2 runs")).click();
            assertThat(ana.getByRole(AriaRole.ROWHEADER, named("p99, ms")).first())
                    .isVisible();
            Chromium.screenshot(ana, "serve-compare");
            assertThat(chromium.complaints()).isEmpty();
        } finally {
            serve.destroy();
            assertThat(serve.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Page signedIn(Chromium chromium, Path out) throws IOException {
        var address = Pattern.compile("(?m)^dashboard +(.*)$").matcher(Files.readString(out));
        assertThat(address.find()).isTrue();
        var page = chromium.person(Look.LIGHT);
        page.navigate(address.group(1));
        assertThat(page.getByRole(AriaRole.HEADING, named("Overview"))).isVisible();
        return page;
    }

    private static void runLikeThis(Page page, String name) {
        page.getByRole(AriaRole.LINK, named("New run like this")).click();
        assertThat(page.getByLabel("The manifest as YAML")).containsText("sizeBytes: 1000000");
        fill(page, "Name", name);
        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
    }

    private static void fill(Page page, String label, String value) {
        page.getByRole(AriaRole.TEXTBOX, named(label)).fill(value);
    }

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout((double) LIMIT.toMillis());
    }
}
