package dev.acme.performance.local.command;

import java.nio.file.Path;

/** How a machine that is up is used: one line for each way in, so that a script finds them, too. */
final class Welcome {
    private Welcome() {}

    static String text(Machine machine, Path folder) {
        return """
                dashboard   %1$s/#token=%2$s
                token       %2$s
                API         curl -H 'Authorization: Bearer %2$s' %1$s/api/v1/runs
                kubectl     export KUBECONFIG='%3$s'
                metrics     %4$s
                """.formatted(
                        machine.api(),
                        machine.token(),
                        folder.toAbsolutePath().normalize().resolve("kubeconfig"),
                        machine.metrics());
    }
}
