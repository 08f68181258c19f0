package dev.acme.performance.registry.backends;

import java.util.Set;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands out one pair of embedded backends, kept in memory, and one database to all tests of a run; they end with it. */
public final class SharedBackends implements ParameterResolver {
    private static final Set<Class<?>> SHARED = Set.of(EmbeddedBackends.class, EmbeddedDatabase.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return SHARED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(Namespace.create(SharedBackends.class));
        return parameter.getParameter().getType() == EmbeddedDatabase.class
                ? store.computeIfAbsent(EmbeddedDatabase.class, _ -> EmbeddedDatabase.start())
                : store.computeIfAbsent(
                        EmbeddedBackends.class, _ -> EmbeddedBackends.start(new TransientNio2BlobStore()));
    }
}
