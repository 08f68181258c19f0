package dev.acme.performance.registry;

import dev.acme.performance.registry.host.AotTraining;
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
        var plain = Launcher.ofThisProgram(RegistryMain.class.getName(), config.fleet());
        try {
            var launcher = config.aotCache().map(file -> withCache(plain, file)).orElse(plain);
            return FunctionHost.start(config.server(), config.fleet(), config.answers(), launcher);
        } catch (IllegalStateException e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }

    /** Recorded once, where it is not there yet. */
    private static Launcher withCache(Launcher plain, Path file) {
        if (!Files.isRegularFile(file)) {
            AotTraining.record(plain, file);
        }
        return plain.with("-XX:AOTCache=" + file);
    }
}
