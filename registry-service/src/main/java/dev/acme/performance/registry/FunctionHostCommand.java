package dev.acme.performance.registry;

import dev.acme.performance.registry.host.AotTraining;
import dev.acme.performance.registry.host.Folders;
import dev.acme.performance.registry.host.FunctionHost;
import dev.acme.performance.registry.host.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Gives the function Lambda's semantics until it is told to stop. */
@Command(
        name = "function-host",
        description = "Runs the function as Lambda would, in processes of this machine, behind an HTTP port.",
        mixinStandardHelpOptions = true)
final class FunctionHostCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        var config = FunctionHostConfig.from(System.getenv());
        var host = start(config);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            host.close();
            Runtime.getRuntime().halt(ExitCode.DONE);
        }));
        Thread.currentThread().join();
        return ExitCode.DONE;
    }

    private static FunctionHost start(FunctionHostConfig config) {
        config.caches().ifPresent(Folders::deleteAllIn);
        var plain = Launcher.ofThisProgram(RegistryMain.class.getName(), config.fleet())
                .cachingBelow(config.caches());
        try {
            var launcher = config.aotCache()
                    .map(file -> withCache(plain, file, asked(config)))
                    .orElse(plain);
            return FunctionHost.start(config.server(), config.fleet(), config.answers(), launcher);
        } catch (IllegalStateException e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }

    /** Recorded once, where it is not there yet. */
    private static Launcher withCache(Launcher plain, Path file, String target) {
        if (!Files.isRegularFile(file)) {
            AotTraining.record(plain, file, target);
        }
        // an environment without the cache that it was promised does not start: it would measure something else
        return plain.with(AotTraining.WITHOUT_ADVICE)
                .with("-XX:AOTMode=on")
                .with("-XX:AOTCache=" + file)
                // where it was recorded: at a random address its pages would be each environment's own, 20 MB of them
                .with("-XX:ArchiveRelocationMode=0")
                .with("-XX:+UnlockDiagnosticVMOptions");
    }

    /** What environments are going to be asked for, as far as anybody knows. */
    private static String asked(FunctionHostConfig config) {
        return config.readyModel()
                .map(model -> "/performance/" + model + "/model.zip")
                .orElse("/performance/models?limit=1");
    }
}
