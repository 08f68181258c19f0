package dev.acme.performance.registry.backends;

import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands out one pair of embedded backends, kept in memory, to all tests of a run; they end with it. */
public final class SharedBackends implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedBackends.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedBackends.class))
                .computeIfAbsent(EmbeddedBackends.class, _ -> EmbeddedBackends.start(new TransientNio2BlobStore()));
    }
}
