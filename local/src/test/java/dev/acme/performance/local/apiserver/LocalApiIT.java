package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, kept by the one-machine API server; and what only that one does. */
class LocalApiIT implements ApiContract, DiscoveryContract, WorkloadContract {
    private static ApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        server = ApiServer.start(InstantSource.system());
        client = LocalClient.of(server);
        client.resource(THINGS).create();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    /** What kubectl asks before it applies: whether the server checks fields itself. */
    @Test
    void whoAppliesIsToldThatFieldsAreCheckedHere() throws IOException {
        var index = Json.read(client.raw("/openapi/v3"));
        String things = index.at("/paths")
                .get("apis/contract.test/v1")
                .path("serverRelativeURL")
                .asText();
        var operations = Json.read(client.raw(things)).path("paths");

        assertThat(operations.findValuesAsText("name")).contains("fieldValidation", "dryRun");
        assertThat(operations.findValues("x-kubernetes-group-version-kind").toString())
                .contains("\"kind\":\"Thing\"");
        assertThat(Json.read(client.raw("/openapi/v3/api/v1"))
                        .at("/paths")
                        .has("/api/v1/namespaces/{namespace}/pods/{name}"))
                .isTrue();
    }

    @Test
    void nobodyGetsInWithoutTheToken() {
        try (var stranger = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(server.url())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            var failure = catchThrowableOfType(
                    KubernetesClientException.class, () -> stranger.pods().list());

            assertThat(failure.getCode()).isEqualTo(401);
        }
    }

    @Test
    void aTokenIsReviewed() {
        assertThat(review(server.token())).isTrue();
        assertThat(review("another")).isFalse();
    }

    private static boolean review(String token) {
        var review = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .endSpec()
                .build();
        return Boolean.TRUE.equals(
                client.tokenReviews().create(review).getStatus().getAuthenticated());
    }

    @Test
    void serverSideApplyIsRefused() {
        var map = client.resource("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"applied\"}}");
        map.create();

        var failure = catchThrowableOfType(
                KubernetesClientException.class, () -> map.patch(PatchContext.of(PatchType.SERVER_SIDE_APPLY)));

        assertThat(failure.getCode()).isEqualTo(415);
    }

    @Test
    void aStrategicMergeIsRefused() {
        var map = client.resource("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"merged\"}}");
        map.create();

        var failure = catchThrowableOfType(
                KubernetesClientException.class,
                () -> map.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"a\":\"1\"}}"));

        assertThat(failure.getCode()).isEqualTo(415);
        assertThat(failure.getMessage()).contains("application/merge-patch+json");
    }

    @Test
    void aListInAMergePatchReplacesTheList() {
        client.resource("""
                apiVersion: v1
                kind: Service
                metadata: {name: listed}
                spec: {selector: {a: b}, ports: [{name: one, port: 1}, {name: two, port: 2}]}
                """).create();

        var patched = client.services()
                .withName("listed")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"ports\":[{\"name\":\"three\",\"port\":3}]}}");

        assertThat(patched.getSpec().getPorts())
                .extracting(port -> port.getName())
                .containsExactly("three");
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() {
        String large = "x".repeat(MockRequests.MOST_BODY_BYTES);

        var failure = catchThrowableOfType(
                KubernetesClientException.class,
                () -> client.raw("/api/v1/namespaces/default/configmaps", "POST", Map.of("data", large)));

        assertThat(failure.getCode()).isEqualTo(413);
    }

    @Test
    void whatCannotBeReadIsABadRequest() {
        var failure = catchThrowableOfType(
                KubernetesClientException.class,
                () -> client.raw("/api/v1/namespaces/default/configmaps", "POST", "{\"half"));

        assertThat(failure.getCode()).isEqualTo(400);
    }

    @Test
    void aStoppedServerTakesNoConnections() {
        var stopped = ApiServer.start(InstantSource.system());
        int port = URI.create(stopped.url()).getPort();
        stopped.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aRuleThatDoesNotCompileIsRefusedWithTheDefinition() {
        String broken = THINGS.replace("things", "brokens")
                .replace("kind: Thing", "kind: Broken")
                .replace("{size: {type", "{size: {x-kubernetes-validations: [{rule: self.nope( }], type");

        var failure = catchThrowableOfType(
                KubernetesClientException.class, () -> client.resource(broken).create());

        assertThat(failure.getCode()).isEqualTo(422);
    }
}
