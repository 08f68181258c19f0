package dev.acme.performance.local;

import dev.acme.performance.local.apiserver.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that lets kubectl, or any other client, use the machine: {@code kubectl --kubeconfig FOLDER/kubeconfig}. */
final class Kubeconfig {
    private static final String CONTENT = """
            apiVersion: v1
            kind: Config
            current-context: local
            contexts:
            - {name: local, context: {cluster: local, user: local-admin, namespace: default}}
            clusters:
            - {name: local, cluster: {server: "%s"}}
            users:
            - {name: local-admin, user: {}}
            """;

    private Kubeconfig() {}

    static void write(Path folder, ApiServer server) {
        try {
            Files.writeString(folder.resolve("kubeconfig"), CONTENT.formatted(server.addressWithToken()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
