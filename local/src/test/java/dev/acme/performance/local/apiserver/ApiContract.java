package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every client may rely on, asked of the one-machine API server and of a real one alike. */
interface ApiContract {
    AtomicInteger NUMBER = new AtomicInteger();
    String THINGS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.contract.test}
            spec:
              group: contract.test
              scope: Namespaced
              names: {plural: things, singular: thing, kind: Thing, shortNames: [th]}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                selectableFields: [{jsonPath: .spec.color}]
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec: {type: object, properties: {size: {type: integer, default: 1}, color: {type: string}}}
                      status: {type: object, properties: {phase: {type: string, enum: [Running, Done]}, ready: {type: integer, default: 0}}}
            """;

    KubernetesClient client();

    private static String unique() {
        return "n" + NUMBER.incrementAndGet();
    }

    private Resource<GenericKubernetesResource> thing(String name) {
        return client().genericKubernetesResources("contract.test/v1", "Thing")
                .inNamespace("default")
                .withName(name);
    }

    private GenericKubernetesResource createThing(String name, String rest) {
        return (GenericKubernetesResource) create("""
                apiVersion: contract.test/v1
                kind: Thing
                metadata: {name: %s}
                %s
                """.formatted(name, rest));
    }

    private HasMetadata create(String yaml) {
        return client().resource(yaml).create();
    }

    private Resource<ConfigMap> map(String name) {
        return client().configMaps().inNamespace("default").withName(name);
    }

    private ConfigMap createMap(String name, Map<String, String> labels) {
        return client().resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .addToData("a", "1")
                        .build())
                .create();
    }

    private static KubernetesClientException refused(ThrowingCallable call) {
        return catchThrowableOfType(KubernetesClientException.class, call);
    }

    private void assertRefused(ThrowingCallable call, int code, String reason) {
        var failure = refused(call);
        assertThat(failure).isNotNull();
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getStatus().getReason()).isEqualTo(reason);
    }

    @Test
    default void aNewObjectGetsAnIdentityThatNoOtherHas() {
        var uids = IntStream.range(0, 20)
                .mapToObj(i -> createMap(unique(), Map.of()).getMetadata())
                .peek(metadata -> assertThat(metadata.getCreationTimestamp()).endsWith("Z"))
                .peek(metadata -> assertThat(metadata.getResourceVersion()).isNotEmpty())
                .map(metadata -> metadata.getUid())
                .toList();

        assertThat(uids).doesNotHaveDuplicates();
    }

    @Test
    default void aNameCanBeGenerated() {
        var created = client().resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withGenerateName("gen-")
                        .endMetadata()
                        .build())
                .create();

        assertThat(created.getMetadata().getName()).matches("gen-[a-z0-9]{5}");
    }

    @Test
    default void aNameIsGivenOnce() {
        String name = unique();
        createMap(name, Map.of());

        assertRefused(() -> createMap(name, Map.of()), 409, "AlreadyExists");
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        assertThat(map("absent").get()).isNull();
        assertRefused(() -> client().resource(configMapIn("absent-namespace")).create(), 404, "NotFound");
        assertRefused(() -> client().raw("/api/v1/namespaces/default/nothings", "GET", null), 404, "NotFound");
    }

    private static ConfigMap configMapIn(String namespace) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("x")
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    @ParameterizedTest
    @CsvSource({"Upper", "under_score", "-dash", "a..b"})
    default void aBadNameIsRefused(String name) {
        var failure = refused(() -> createMap(name, Map.of()));

        assertThat(failure.getCode()).isEqualTo(422);
        assertThat(failure.getStatus().getDetails().getCauses().getFirst().getField())
                .isEqualTo("metadata.name");
    }

    @Test
    default void aStaleUpdateConflicts() {
        var first = createMap(unique(), Map.of());
        client().resource(first)
                .edit(map -> new ConfigMapBuilder(map).addToData("b", "2").build());

        assertRefused(
                () -> client().resource(
                                new ConfigMapBuilder(first).addToData("c", "3").build())
                        .update(),
                409,
                "Conflict");
    }

    @Test
    default void anUpdateThatChangesNothingIsNone() {
        var first = createMap(unique(), Map.of("k", "v"));

        var second = client().resource(first).update();

        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    default void theStatusHasADoorOfItsOwn() {
        String name = unique();
        var created = createThing(name, "spec: {color: red}\nstatus: {phase: Done}");
        assertThat(created.getAdditionalProperties()).doesNotContainKey("status");

        thing(name)
                .subresource("status")
                .patch(merge(), "{\"status\":{\"phase\":\"Running\"},\"spec\":{\"color\":\"blue\"}}");
        thing(name).patch(merge(), "{\"spec\":{\"size\":2},\"status\":{\"phase\":\"Done\"}}");

        var now = thing(name).get();
        assertThat(now.<String>get("spec", "color")).isEqualTo("red");
        assertThat(now.<Integer>get("spec", "size")).isEqualTo(2);
        assertThat(now.<String>get("status", "phase")).isEqualTo("Running");
        assertThat(now.<Integer>get("status", "ready")).isZero();
    }

    private static PatchContext merge() {
        return PatchContext.of(PatchType.JSON_MERGE);
    }

    @Test
    default void aBadStatusIsRefusedByItsField() {
        String name = unique();
        createThing(name, "spec: {}");

        var failure =
                refused(() -> thing(name).subresource("status").patch(merge(), "{\"status\":{\"phase\":\"Odd\"}}"));

        assertThat(failure.getMessage()).contains("status.phase: Unsupported value: \"Odd\"");
    }

    @Test
    default void aGenerationCountsChangesOfTheSpecOnly() {
        String name = unique();
        createThing(name, "spec: {size: 1}");
        thing(name).patch(merge(), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        thing(name).subresource("status").patch(merge(), "{\"status\":{\"phase\":\"Running\"}}");
        assertThat(thing(name).get().getMetadata().getGeneration()).isEqualTo(1);

        thing(name).patch(merge(), "{\"spec\":{\"size\":5}}");

        assertThat(thing(name).get().getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    default void finalizersHoldADeletedObject() {
        String name = unique();
        createThing(name, "spec: {}");
        thing(name).patch(merge(), "{\"metadata\":{\"finalizers\":[\"a.test/x\"]}}");

        thing(name).delete();

        var held = thing(name).get().getMetadata();
        assertThat(held.getDeletionTimestamp()).isNotEmpty();
        assertThat(held.getGeneration()).isEqualTo(2);
        assertRefused(
                () -> thing(name).patch(merge(), "{\"metadata\":{\"finalizers\":[\"a.test/x\",\"a.test/y\"]}}"),
                422,
                "Invalid");
        thing(name).patch(merge(), "{\"metadata\":{\"finalizers\":null}}");
        assertThat(thing(name).get()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON_MERGE      | {\"data\":{\"a\":null,\"b\":\"2\"}}",
                "JSON            | [{\"op\":\"remove\",\"path\":\"/data/a\"},{\"op\":\"add\",\"path\":\"/data/b\",\"value\":\"2\"}]"
            })
    default void patchesAreApplied(PatchType type, String patch) {
        String name = unique();
        createMap(name, Map.of());

        map(name).patch(PatchContext.of(type), patch);

        assertThat(map(name).get().getData()).containsExactly(Map.entry("b", "2"));
    }

    @Test
    default void aPatchThatDoesNotApplyIsRefused() {
        String name = unique();
        createMap(name, Map.of());
        createThing(name, "spec: {}");

        assertRefused(
                () -> map(name)
                        .patch(
                                PatchContext.of(PatchType.JSON),
                                "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"9\"}]"),
                422,
                "Invalid");
        assertRefused(
                () -> thing(name).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{}"), 415, "UnsupportedMediaType");
        assertRefused(
                () -> map(name).patch(merge(), "{\"metadata\":{\"resourceVersion\":\"1\"},\"data\":{\"z\":\"1\"}}"),
                409,
                "Conflict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=a            | 2",
                "app!=a,group     | 1",
                "app in (a,b)     | 3",
                "app notin (a),group=sel | 1",
                "!app,group=sel   | 0",
                "app=a,tier in (x) | 1"
            })
    default void labelsSelect(String selector, int expected) {
        if (map("sel1").get() == null) {
            createMap("sel1", Map.of("app", "a", "tier", "x", "group", "sel"));
            createMap("sel2", Map.of("app", "a", "tier", "y", "group", "sel"));
            createMap("sel3", Map.of("app", "b", "group", "sel"));
        }

        assertThat(client().configMaps()
                        .inNamespace("default")
                        .withLabelSelector(selector)
                        .list()
                        .getItems())
                .hasSize(expected);
    }

    @Test
    default void fieldsSelectWhereTheKindAllowsIt() {
        String name = unique();
        createThing(name, "spec: {color: violet}");
        var things =
                client().genericKubernetesResources("contract.test/v1", "Thing").inNamespace("default");

        assertThat(things.withField("spec.color", "violet").list().getItems()).hasSize(1);
        assertThat(things.withField("metadata.name", name).list().getItems()).hasSize(1);
        assertRefused(() -> things.withField("spec.size", "1").list(), 400, "BadRequest");
    }

    @Test
    default void aFieldThatDoesNotExistIsDroppedOrRefusedAsWished() {
        var kept = createThing(unique(), "spec: {shape: round}");
        assertThat(kept.<Map<String, Object>>get("spec")).doesNotContainKey("shape");

        String path = "/apis/contract.test/v1/namespaces/default/things?fieldValidation=Strict";
        String body =
                "{\"apiVersion\":\"contract.test/v1\",\"kind\":\"Thing\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"shape\":1}}";
        var failure = refused(() -> client().raw(path, "POST", body));
        assertThat(failure.getCode()).isEqualTo(400);
        assertThat(failure.getMessage()).contains("strict decoding error: unknown field \"spec.shape\"");
    }

    @Test
    default void aDryRunLeavesNothing() {
        String name = unique();

        client().resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .dryRun()
                .create();

        assertThat(map(name).get()).isNull();
    }

    @Test
    default void aCollectionIsDeletedBySelector() {
        createMap(unique(), Map.of("mass", "yes"));
        createMap(unique(), Map.of("mass", "yes"));

        client().configMaps().inNamespace("default").withLabel("mass", "yes").delete();

        assertThat(client().configMaps()
                        .inNamespace("default")
                        .withLabel("mass")
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    default void aDeletionCanInsistOnOneObject() {
        String name = unique();
        createMap(name, Map.of());
        String path = "/api/v1/namespaces/default/configmaps/" + name;

        assertRefused(
                () -> client().raw(path, "DELETE", Map.of("preconditions", Map.of("uid", "another"))), 409, "Conflict");
        assertThat(map(name).get()).isNotNull();
    }
}
