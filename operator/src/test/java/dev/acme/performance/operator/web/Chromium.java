package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Chromium as the machine has it, driven by Playwright. Used by one thread at a time. */
public final class Chromium implements AutoCloseable {
    /** Variables that {@code .ci/browser env} prints. */
    private static final String PROGRAM = "CHROMIUM";

    private static final String DRIVER = "PLAYWRIGHT_DRIVER";
    private static final String NODE = "PLAYWRIGHT_NODEJS_PATH";
    private static final int PATIENCE_MS = 20_000;
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    /** What axe calls the two worst. */
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final Playwright playwright;
    private final Browser browser;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    public Chromium() {
        System.setProperty("playwright.cli.dir", env(DRIVER).orElseThrow());
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", NODE, env(NODE).orElseThrow())));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(env(PROGRAM).orElseThrow()))
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    static boolean isThere() {
        return env(PROGRAM).isPresent() && env(DRIVER).isPresent() && env(NODE).isPresent();
    }

    private static Optional<String> env(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    /** How a page is looked at. */
    public enum Look {
        LIGHT(1280, 900, ColorScheme.LIGHT),
        WIDE(1920, 1080, ColorScheme.LIGHT),
        DARK(1280, 900, ColorScheme.DARK),
        PHONE(360, 740, ColorScheme.LIGHT);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Look(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    /** Another person: a page that shares nothing with others. */
    public Page person(Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width, look.height)
                .setColorScheme(look.scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setAcceptDownloads(true));
        context.setDefaultTimeout(PATIENCE_MS);
        var page = context.newPage();
        page.onPageError(error -> complaints.add("error: " + error));
        page.onConsoleMessage(message -> {
            // what the network refuses is told by the page itself, where it matters
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        return page;
    }

    /** Errors of scripts, refusals of the content security policy and dialogs, of all pages so far. */
    public Queue<String> complaints() {
        return complaints;
    }

    /** Nothing that axe calls serious or critical. */
    public static void requireAccessible(Page page, String where) {
        var grave = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + ": " + Objects.toString(node.getTarget()) + " "
                                        + node.getFailureSummary()))
                        .toList();
        assertThat(grave).as("what axe finds grave in " + where).isEmpty();
    }

    /** As wide as the screen, and no wider. */
    public static void requireNoSidewaysScroll(Page page, String where) {
        Object beyond =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) beyond).intValue())
                .as("pixels that %s is wider than the screen", where)
                .isLessThanOrEqualTo(0);
    }

    /** Nothing of the table is to be scrolled to sideways. */
    static void requireWholeTable(Page page, String table, String where) {
        Object beyond = page.evaluate(
                "table => { const it = document.querySelector(table); return it.scrollWidth - it.parentElement.clientWidth; }",
                table);
        assertThat(((Number) beyond).intValue())
                .as("pixels that %s is wider than its place in %s", table, where)
                .isLessThanOrEqualTo(0);
    }

    /** Kept as output of the build, for people to look at. */
    public static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
