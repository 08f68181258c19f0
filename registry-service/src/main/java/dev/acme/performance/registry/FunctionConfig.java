package dev.acme.performance.registry;

import static dev.acme.performance.registry.ProcessVariable.AWS_LAMBDA_INITIALIZATION_TYPE;
import static dev.acme.performance.registry.ProcessVariable.AWS_LAMBDA_RUNTIME_API;
import static dev.acme.performance.registry.RegistryVariable.DATABASE_CONNECTION_POOL_SIZE;
import static dev.acme.performance.registry.RegistryVariable.HOST;
import static dev.acme.performance.registry.RegistryVariable.PORT;
import static dev.acme.performance.registry.RegistryVariable.READY_MODEL;
import static dev.acme.performance.registry.RegistryVariable.S3_CONNECTION_POOL_SIZE;
import static dev.acme.performance.registry.RegistryVariable.SHUTDOWN_GRACE_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.THREAD_POOL_SIZE;
import static dev.acme.performance.registry.RegistryVariable.WARM_UP_SECONDS;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Lambda, or the function host, tells a function's environment.
 *
 * @param api where the Runtime API listens
 * @param provisioned whether the environment is initialised before anybody asks for it
 * @param registry the environment that the registry in it is configured by
 */
record FunctionConfig(InetSocketAddress api, boolean provisioned, Map<String, String> registry) {
    private static final String API = AWS_LAMBDA_RUNTIME_API.name();

    /** One request at a time, asked by nobody but this process, with nothing to wait or to warm up for. */
    private static final Map<String, String> ALONE = Map.of(
            HOST.name(), "127.0.0.1",
            PORT.name(), "0",
            THREAD_POOL_SIZE.name(), "1",
            S3_CONNECTION_POOL_SIZE.name(), "1",
            DATABASE_CONNECTION_POOL_SIZE.name(), "1",
            READY_MODEL.name(), "",
            WARM_UP_SECONDS.name(), "0",
            SHUTDOWN_GRACE_SECONDS.name(), "0");

    FunctionConfig {
        registry = Map.copyOf(registry);
    }

    /** @throws BadConfig where this is no environment of a function */
    static FunctionConfig from(Map<String, String> environment) {
        var registry = new HashMap<>(environment);
        registry.putAll(ALONE);
        return new FunctionConfig(
                address(Optional.ofNullable(environment.get(API)).orElse("")),
                "provisioned-concurrency".equals(environment.get(AWS_LAMBDA_INITIALIZATION_TYPE.name())),
                registry);
    }

    private static InetSocketAddress address(String text) {
        try {
            var uri = URI.create("http://" + text);
            if (uri.getHost() != null && uri.getPort() > 0 && uri.getPath().isEmpty()) {
                return new InetSocketAddress(uri.getHost(), uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            throw new BadConfig(List.of(API + " is no host and port: " + e.getMessage()));
        }
        throw new BadConfig(List.of(
                API + " must be a host and a port, as Lambda and the function host set it, not '" + text + "'"));
    }
}
