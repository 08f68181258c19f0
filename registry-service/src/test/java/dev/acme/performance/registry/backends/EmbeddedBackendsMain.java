package dev.acme.performance.registry.backends;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The embedded backends as a process of their own, for benchmarks: prints where they are, ends with its input. */
final class EmbeddedBackendsMain {
    private EmbeddedBackendsMain() {}

    public static void main(String[] arguments) throws Exception {
        try (var backends = EmbeddedBackends.start(Path.of(arguments[0]));
                var database = EmbeddedDatabase.start()) {
            System.out.printf(
                    "{\"s3\":\"%s\",\"dynamo\":\"%s\",\"database\":%s}%n",
                    backends.s3Endpoint(), backends.dynamoEndpoint(), json(database.environment(database.port())));
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static String json(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> "\"" + variable.getKey() + "\":\"" + variable.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
