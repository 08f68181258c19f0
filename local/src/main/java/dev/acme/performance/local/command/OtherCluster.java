package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster that a context of the user's kubeconfig names. */
final class OtherCluster implements AutoCloseable {
    private static final String DEFAULT_NAMESPACE = "default";
    private static final int UNKNOWN_TYPE = 404;
    private static final int EXISTS = 409;

    private final String context;
    private final KubernetesClient client;

    private OtherCluster(String context, KubernetesClient client) {
        this.context = context;
        this.client = client;
    }

    /** Throws {@link BadFile} where there is no such context: never a cluster that was not asked for. */
    static OtherCluster of(String context) {
        var config = Config.autoConfigure(context);
        boolean isThere = Optional.ofNullable(config.getCurrentContext())
                .map(NamedContext::getName)
                .filter(context::equals)
                .isPresent();
        if (!isThere) {
            String known = Optional.ofNullable(config.getContexts()).stream()
                    .flatMap(contexts -> contexts.stream())
                    .map(NamedContext::getName)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new BadFile("--context " + context + ": the kubeconfig has no such context; there are: "
                    + (known.isEmpty() ? "none (see KUBECONFIG)" : known));
        }
        return new OtherCluster(
                context, new KubernetesClientBuilder().withConfig(config).build());
    }

    KubernetesClient client() {
        return client;
    }

    /** The context's name. */
    String context() {
        return context;
    }

    /** Of objects that name none. */
    String namespace() {
        return Optional.ofNullable(client.getConfiguration().getNamespace())
                .filter(name -> !name.isBlank())
                .orElse(DEFAULT_NAMESPACE);
    }

    /** Where {@code object} is, for whoever looks at it later. */
    String command(ObjectNode object) {
        return "kubectl --context %s -n %s get %s %s"
                .formatted(
                        context,
                        object.at("/metadata/namespace").asText(),
                        object.path("kind").asText().toLowerCase(Locale.ROOT),
                        object.at("/metadata/name").asText());
    }

    /** What {@code work} on {@code object} brings; a refusal in words, as {@link NotRunnable}. */
    <T> T asked(ObjectNode object, Supplier<T> work) {
        try {
            return work.get();
        } catch (KubernetesClientException e) {
            if (Interruption.isUnderWay()) {
                throw e;
            }
            throw new NotRunnable("context " + context + ": " + inWords(object, e));
        }
    }

    private String inWords(ObjectNode object, KubernetesClientException refusal) {
        String kind = object.path("kind").asText();
        return switch (refusal.getCode()) {
            case UNKNOWN_TYPE ->
                "that cluster knows no %s, or no namespace %s: install the operator there (docs/tutorial-cluster.md)"
                        .formatted(kind, object.at("/metadata/namespace").asText());
            case EXISTS ->
                "%s %s is there already: give yours another name, or delete that one"
                        .formatted(kind, object.at("/metadata/name").asText());
            default -> refusal.getCode() > 0 ? String.valueOf(refusal.getMessage()) : unanswered(refusal);
        };
    }

    private String unanswered(KubernetesClientException failure) {
        String server = client.getConfiguration().getMasterUrl();
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .reduce((_, deeper) -> deeper)
                .map(cause -> "the API server at %s does not answer: %s".formatted(server, cause))
                .orElse(server);
    }

    @Override
    public void close() {
        client.close();
    }
}
