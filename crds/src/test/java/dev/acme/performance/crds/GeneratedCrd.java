package dev.acme.performance.crds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The CRD that the generator makes of a custom resource's class, completed by what annotations cannot say. */
final class GeneratedCrd {
    private static final long MOST_LABELS = 16;
    private static final long MOST_LABEL_CHARACTERS = 63;
    private static final long MOST_FACTORS = 6;
    /** As a model's id. */
    private static final long MOST_VALUE_CHARACTERS = 128;

    private GeneratedCrd() {}

    static CustomResourceDefinition of(Class<? extends HasMetadata> type) {
        return new KubernetesSerialization().unmarshal(yaml(type), CustomResourceDefinition.class);
    }

    static String yaml(Class<? extends HasMetadata> type) {
        var out = new ByteArrayOutputStream();
        new CRDGenerator()
                .customResourceClasses(type)
                .withMinQuotes(true)
                .withPostProcessor(new Completion(type))
                .withOutput(new Output(out))
                .generate();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Paths of schema nodes that accept anything. */
    static List<String> freeFormNodes(CustomResourceDefinition crd) {
        var found = new ArrayList<String>();
        collectFreeForm("spec", property(schema(crd), "spec"), found);
        return found;
    }

    private static void collectFreeForm(String path, JSONSchemaProps node, List<String> found) {
        boolean isMap = node.getAdditionalProperties() != null;
        boolean open = node.getXKubernetesPreserveUnknownFields() != null
                || (isMap && node.getMaxProperties() == null)
                || (isMap && !isBounded(node.getAdditionalProperties().getSchema()))
                || ("object".equals(node.getType()) && node.getProperties().isEmpty() && !isMap)
                || ("string".equals(node.getType())
                        && node.getEnum().isEmpty()
                        && node.getPattern() == null
                        && node.getMaxLength() == null);
        if (open) {
            found.add(path);
        }
        node.getProperties().forEach((name, child) -> collectFreeForm(path + "." + name, child, found));
        if (node.getItems() != null) {
            collectFreeForm(path + "[]", node.getItems().getSchema(), found);
        }
    }

    private static boolean isBounded(JSONSchemaProps value) {
        return value.getMaxLength() != null;
    }

    private static HasMetadata complete(CustomResourceDefinition crd, Class<? extends HasMetadata> type) {
        orderColumns(crd, type);
        var spec = property(schema(crd), "spec");
        spec.setDescription("what is measured, and how");
        if (type == PerformanceExperiment.class) {
            completeExperiment(spec);
        } else {
            keyed(property(spec, "objectives"), "name");
        }
        wholeObjectDefaults(spec);
        var status = property(schema(crd), "status");
        notYetObserved(status);
        var conditions = property(status, "conditions");
        keyed(conditions, "type");
        conditions
                .getItems()
                .getSchema()
                .setRequired(List.of("type", "status", "lastTransitionTime", "reason", "message"));
        schema(crd).setRequired(List.of("spec"));
        return crd;
    }

    private static void completeExperiment(JSONSchemaProps spec) {
        var template = property(spec, "template");
        var run = property(template, "spec");
        keyed(property(run, "objectives"), "name");
        withoutRulesAcrossFields(run);
        bounded(property(property(template, "metadata"), "labels"), MOST_LABELS, MOST_LABEL_CHARACTERS);
        property(template, "metadata").setDefault(null);
        var factors = property(spec, "factors");
        keyed(factors, "name");
        var values = property(factors.getItems().getSchema(), "values");
        values.getItems().getSchema().setMinLength(1L);
        values.getItems().getSchema().setMaxLength(MOST_VALUE_CHARACTERS);
        bounded(property(spec, "baseline"), MOST_FACTORS, MOST_VALUE_CHARACTERS);
        bounded(property(spec, "exclude").getItems().getSchema(), MOST_FACTORS, MOST_VALUE_CHARACTERS);
    }

    /** Whether they are kept is seen when the factors' values are in, so they are asked of every cell instead. */
    private static void withoutRulesAcrossFields(JSONSchemaProps node) {
        node.setXKubernetesValidations(List.of());
        node.getProperties().values().forEach(GeneratedCrd::withoutRulesAcrossFields);
    }

    private static void bounded(JSONSchemaProps map, long mostEntries, long mostCharacters) {
        map.setMaxProperties(mostEntries);
        map.getAdditionalProperties().getSchema().setMaxLength(mostCharacters);
    }

    /** Without it kstatus takes an object that no operator has seen yet, so without conditions, for a ready one. */
    private static void notYetObserved(JSONSchemaProps status) {
        status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
    }

    /** The generator sorts columns by path; users read them in the order of the annotations. */
    private static void orderColumns(CustomResourceDefinition crd, Class<?> type) {
        var names = Stream.of(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        var version = crd.getSpec().getVersions().getFirst();
        version.setAdditionalPrinterColumns(version.getAdditionalPrinterColumns().stream()
                .sorted(Comparator.comparingInt(column -> names.indexOf(column.getName())))
                .toList());
    }

    /** An API server checks a default object by the object's rules before it fills in the children's defaults. */
    private static void wholeObjectDefaults(JSONSchemaProps node) {
        node.getProperties().values().forEach(child -> {
            wholeObjectDefaults(child);
            if ("object".equals(child.getType()) && child.getDefault() != null) {
                var whole = JsonNodeFactory.instance.objectNode();
                child.getProperties().forEach((name, grandchild) -> {
                    if (grandchild.getDefault() != null) {
                        whole.set(name, grandchild.getDefault());
                    }
                });
                child.setDefault(whole);
            }
        });
    }

    private static void keyed(JSONSchemaProps list, String key) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(key));
    }

    private static JSONSchemaProps property(JSONSchemaProps node, String name) {
        return Objects.requireNonNull(node.getProperties().get(name), name);
    }

    private static JSONSchemaProps schema(CustomResourceDefinition crd) {
        return crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    }

    private record Completion(Class<? extends HasMetadata> type) implements CRDPostProcessor {
        @Override
        public HasMetadata process(HasMetadata crd, String version) {
            return complete((CustomResourceDefinition) crd, type);
        }
    }

    private record Output(ByteArrayOutputStream out) implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        @Override
        public ByteArrayOutputStream outputFor(String name) {
            return out;
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
