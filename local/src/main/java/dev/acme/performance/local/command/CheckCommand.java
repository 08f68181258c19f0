package dev.acme.performance.local.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code perfrun check}: lets the load generator look at this machine, as it does before every run. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Looks whether this machine is set up for a load of so many clients: open files, local ports, accept queue,"
                    + " frequency governor, throttling, neighbours. Measures nothing and changes nothing.",
            "Exit 0: it is; 1: look at what it says; 64: bad input, named."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final long LIMIT_SECONDS = 60;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "100",
            description = "clients of the load, 1 to 10000")
    private int clients = 100;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            var command = Programs.installed()
                    .command("loadgen-job", List.of("--check", "--clients", Integer.toString(clients)));
            var process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                System.err.println("perfrun: the load generator did not answer within " + LIMIT_SECONDS + " s");
                return FAILED;
            }
            return process.exitValue();
        } catch (NotRunnable e) {
            System.err.println("perfrun: " + e.getMessage());
            return FAILED;
        }
    }
}
