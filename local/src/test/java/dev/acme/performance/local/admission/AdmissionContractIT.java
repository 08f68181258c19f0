package dev.acme.performance.local.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.RealApiServer;
import dev.acme.performance.local.apiserver.ApiServer;
import dev.acme.performance.local.apiserver.LocalClient;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both API servers judge the same objects alike; skipped where no real one is at hand. */
@EnabledIfEnvironmentVariable(named = RealApiServer.ASSETS, matches = ".+")
class AdmissionContractIT {
    private static RealApiServer realServer;
    private static ApiServer localServer;
    private static KubernetesClient real;
    private static KubernetesClient local;

    @BeforeAll
    static void startBoth() {
        realServer = RealApiServer.start();
        real = realServer.client();
        localServer = ApiServer.start(InstantSource.system());
        local = LocalClient.of(localServer);
        fragments().forEach(fragment -> fragment.define(real));
        fragments().forEach(fragment -> fragment.define(local));
        fragments().forEach(fragment -> fragment.await(real));
    }

    @AfterAll
    static void stopBoth() {
        if (realServer != null) {
            realServer.close();
        }
        if (local != null) {
            local.close();
            localServer.close();
        }
    }

    static Stream<Fragment> fragments() {
        try (var in = AdmissionContractIT.class.getResourceAsStream("/admission-cases.yaml")) {
            JsonNode table = Serialization.unmarshal(Objects.requireNonNull(in), JsonNode.class);
            var fragments = new ArrayList<Fragment>();
            table.forEach(row -> fragments.add(new Fragment("kind" + fragments.size(), row)));
            return fragments.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("fragments")
    void bothServersAgree(Fragment fragment) {
        int number = 0;
        for (var object : fragment.row().path("objects")) {
            String name = "o" + number++;
            assertThat(fragment.outcomes(local, name, object))
                    .as("%s", object)
                    .isEqualTo(fragment.outcomes(real, name, object));
        }
    }

    /** What became of an object: its spec as stored, or the fields that were refused. */
    private sealed interface Outcome {
        /** Accepted, with its defaults. */
        record Accepted(JsonNode spec) implements Outcome {}

        /** Refused, for these causes. */
        record Refused(List<String> causes) implements Outcome {}
    }

    /** One row of the table, defined as a kind of its own. */
    record Fragment(String plural, JsonNode row) {
        @Override
        public String toString() {
            return row.path("name").asText();
        }

        private String apiVersion() {
            return "cases.test/v1";
        }

        void define(KubernetesClient client) {
            String crd = """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: %s.cases.test}
                    spec:
                      group: cases.test
                      scope: Namespaced
                      names: {plural: %s, singular: %s, kind: %s}
                      versions:
                      - name: v1
                        served: true
                        storage: true
                        schema: {openAPIV3Schema: {type: object, properties: {spec: %s}}}
                    """.formatted(plural, plural, plural, plural, row.path("spec"));
            client.resource(crd).create();
        }

        void await(KubernetesClient client) {
            Awaitility.await("the kind is served")
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                    .until(() -> client.genericKubernetesResources(apiVersion(), plural)
                                    .inNamespace("default")
                                    .list()
                            != null);
        }

        List<Outcome> outcomes(KubernetesClient client, String name, JsonNode object) {
            var outcomes = new ArrayList<Outcome>();
            ObjectNode spec = object.deepCopy();
            spec.remove("then");
            outcomes.add(outcome(() -> client.resource(resource(name, spec)).create()));
            if (object.has("then")) {
                outcomes.add(outcome(() ->
                        client.resource(resource(name, object.path("then"))).update()));
            }
            return outcomes;
        }

        private GenericKubernetesResource resource(String name, JsonNode spec) {
            return Serialization.unmarshal(
                    "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"default\"},\"spec\":%s}"
                            .formatted(apiVersion(), plural, name, spec),
                    GenericKubernetesResource.class);
        }

        private static Outcome outcome(Supplier<GenericKubernetesResource> write) {
            try {
                var spec = write.get().getAdditionalProperties().get("spec");
                return new Outcome.Accepted(Serialization.unmarshal(Serialization.asJson(spec), JsonNode.class));
            } catch (KubernetesClientException e) {
                var causes = e.getStatus().getDetails().getCauses();
                return new Outcome.Refused(
                        causes.stream().map(Fragment::words).sorted().toList());
            }
        }

        private static String words(StatusCause cause) {
            return cause.getField() + " " + cause.getReason() + " " + cause.getMessage();
        }
    }
}
