package dev.acme.performance.registry;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Serves the registry until it is told to stop. */
@Command(
        name = "serve",
        description = "Serves the registry; configured by environment variables or the JSON file PERFORMANCE_CONFIG.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        var config = RegistryConfig.forServing(System.getenv());
        var service = RegistryService.start(config);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            service.close();
            Runtime.getRuntime().halt(ExitCode.DONE);
        }));
        Thread.currentThread().join();
        return ExitCode.DONE;
    }
}
