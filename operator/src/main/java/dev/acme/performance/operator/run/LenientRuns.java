package dev.acme.performance.operator.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads a run or experiment that this version does not understand as one without spec and status. To the framework an object that cannot
 * be read is the end of its informer, and so of the operator: one run, written by a newer version or before the schema
 * knew a rule, would stop all the others.
 */
public final class LenientRuns {
    private LenientRuns() {}

    /** How a client reads and writes objects. */
    public static KubernetesSerialization serialization() {
        return new KubernetesSerialization(new ObjectMapper().registerModule(module()), true);
    }

    static boolean isUnreadable(PerformanceRun run) {
        return run.getSpec() == null;
    }

    /** What is wrong with it, in one line; empty where it can be read meanwhile. */
    static Optional<String> problem(KubernetesClient client, PerformanceRun run) {
        var metadata = run.getMetadata();
        String path = "/apis/%s/%s/namespaces/%s/performanceruns/%s"
                .formatted(PerformanceRun.GROUP, PerformanceRun.VERSION, metadata.getNamespace(), metadata.getName());
        try {
            Serialization.unmarshal(client.raw(path), PerformanceRun.class);
            return Optional.empty();
        } catch (KubernetesClientException | IllegalArgumentException e) {
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof JsonProcessingException)) {
                cause = cause.getCause();
            }
            return Optional.of(String.valueOf(cause.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private static SimpleModule module() {
        return new SimpleModule("lenient-runs").setDeserializerModifier(new BeanDeserializerModifier() {
            private static final long serialVersionUID = 1;

            @Override
            public JsonDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription description, JsonDeserializer<?> usual) {
                if (description.getBeanClass() == PerformanceRun.class) {
                    return new Lenient(usual, PerformanceRun::new);
                }
                return description.getBeanClass() == PerformanceExperiment.class
                        ? new Lenient(usual, PerformanceExperiment::new)
                        : usual;
            }
        });
    }

    private static final class Lenient extends DelegatingDeserializer {
        private static final long serialVersionUID = 1;

        private final transient Supplier<CustomResource<?, ?>> empty;

        Lenient(JsonDeserializer<?> usual, Supplier<CustomResource<?, ?>> empty) {
            super(usual);
            this.empty = empty;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
            return new Lenient(usual, empty);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var tree = context.readTree(parser);
            try (var again = new TreeTraversingParser(tree, parser.getCodec())) {
                again.nextToken();
                return super.deserialize(again, context);
            } catch (JsonProcessingException e) {
                var object = empty.get();
                object.setMetadata(context.readTreeAsValue(tree.path("metadata"), ObjectMeta.class));
                object.setSpec(null);
                object.setStatus(null);
                return object;
            }
        }
    }
}
