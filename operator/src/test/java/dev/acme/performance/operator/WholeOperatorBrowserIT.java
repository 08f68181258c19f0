package dev.acme.performance.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.acme.performance.operator.e2e.OperatorProcess;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.web.Chromium;
import dev.acme.performance.operator.web.Chromium.Look;
import dev.acme.performance.operator.web.NeedsChromium;
import dev.acme.performance.operator.web.ReviewingApi;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The dashboard of the operator's own process, from its jar, on an API server that outlives it; controllers and kubelet are played
 * by hand.
 */
@NeedsChromium
@Isolated
final class WholeOperatorBrowserIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKEN = "ana-token";
    private static final String RUN = "tiny";
    private final ReviewingApi api = new ReviewingApi();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);

    @TempDir
    Path folder = Path.of("");

    private Chromium chromium;
    private KubernetesClient client;
    private FakeCluster cluster;
    private OperatorProcess operator;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server.init();
        api.know(TOKEN, "ana");
        api.allow("ana", FakeCluster.NAMESPACE);
        client = new KubernetesClientBuilder().withConfig(config()).build();
        Definitions.install(client);
        cluster = new FakeCluster(client);
        port = freePort();
        operator = startOperator("page-first");
        chromium = new Chromium();
    }

    @AfterEach
    void stop() {
        try (var browser = chromium;
                var _ = operator;
                var _ = client) {
            assertThat(browser.complaints()).isEmpty();
        } finally {
            server.destroy();
        }
    }

    private OperatorProcess startOperator(String name) throws IOException {
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: mock
                contexts: [{name: mock, context: {cluster: mock, user: mock, namespace: bench}}]
                clusters: [{name: mock, cluster: {server: "%s"}}]
                users: [{name: mock, user: {token: none}}]
                """.formatted(client.getMasterUrl()));
        return OperatorProcess.start(
                name,
                Map.of(
                        "KUBECONFIG", kubeconfig.toString(),
                        "REGISTRY_IMAGE", "registry:1",
                        "LOADGEN_IMAGE", "loadgen:1",
                        "S3_BUCKET", "models",
                        "WATCH_NAMESPACES", FakeCluster.NAMESPACE,
                        "API_PORT", Integer.toString(port),
                        "HTTP_PORT", "0"),
                "started port=");
    }

    private Page watching() {
        var page = chromium.person(Look.LIGHT);
        page.navigate("http://127.0.0.1:" + port + "/#token=" + TOKEN);
        page.getByRole(AriaRole.LINK, named(RUN)).first().click();
        return page;
    }

    private Pod underLoad(Attempt attempt) {
        cluster.fillRegistry(attempt);
        cluster.startTarget(attempt);
        return cluster.startLoad(attempt);
    }

    private static void requireStep(Page page, String step) {
        assertThat(page.locator("[aria-current=step]")).containsText(step);
    }

    /** SIGKILL while the load is under way; it ends while nobody looks, and the page sees that without anybody's doing. */
    @Test
    void anOperatorThatIsKilledAndStartedAnewLosesNothingOfTheRunBeforeTheEyesOfWhoeverWatches() throws IOException {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        var page = watching();
        var pod = underLoad(attempt);
        requireStep(page, "Running");
        page.evaluate("() => { window.isTheSamePage = true; }");

        operator.kill();
        assertThat(page.locator(".stream")).containsText("reconnecting");
        assertThat(page.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
        Chromium.screenshot(page, "killed-light");
        cluster.endLoad(pod, Runs.result(98));
        operator = startOperator("page-second");

        assertThat(page.getByRole(AriaRole.HEADING, named("Numbers"))).isVisible();
        assertThat(page.getByText("98 of 100").first()).isVisible();
        assertThat(page.locator(".badges")).containsText("Succeeded");
        assertThat(page.locator(".stream")).containsText("live");
        assertThat((Boolean) page.evaluate("() => window.isTheSamePage === true"))
                .isTrue();
        assertThat(cluster.run(RUN).getStatus().attempt()).isEqualTo(1);
        assertThat(page.getByText("attempt 1")).isVisible();
    }

    @Test
    void whoCancelsARunSeesItsEndWithWhatWasMeasured() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        var page = watching();
        var pod = underLoad(attempt);
        requireStep(page, "Running");

        page.getByRole(AriaRole.BUTTON, named("Cancel")).click();
        page.getByRole(AriaRole.BUTTON, named("Press again to cancel")).click();
        Awaitility.await("the load is told to stop")
                .atMost(PATIENCE)
                .until(() -> Long.valueOf(1)
                        .equals(client.resource(pod).get().getSpec().getActiveDeadlineSeconds()));
        cluster.endLoad(pod, Runs.result(40));

        assertThat(page.locator(".badges")).containsText("Cancelled");
        assertThat(page.getByText("40 of 100").first()).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Run again"))).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Cancel"))).hasCount(0);
    }

    @Test
    void whoRunsARunAgainSeesTheNewAttemptToItsEnd() {
        var attempt = Attempt.of(cluster.apply(Runs.run("")), 1);
        cluster.carryOut(attempt, Runs.result(100));
        var page = watching();
        assertThat(page.getByText("100 of 100").first()).isVisible();

        page.getByRole(AriaRole.BUTTON, named("Run again")).click();
        page.getByRole(AriaRole.BUTTON, named("Press again: a new attempt")).click();
        assertThat(page.getByText("attempt 2")).isVisible();
        assertThat(page.getByRole(AriaRole.HEADING, named("Progress"))).isVisible();
        cluster.carryOut(attempt.withNumber(2), Runs.result(90));

        assertThat(page.getByText("90 of 100").first()).isVisible();
        var attempts = page.getByRole(AriaRole.REGION, named("Attempts")).locator("tbody tr");
        assertThat(attempts).hasCount(2);
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withNamespace(FakeCluster.NAMESPACE)
                .withHttp2Disable(true)
                .build();
    }

    /** The same for both lives of the operator. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
