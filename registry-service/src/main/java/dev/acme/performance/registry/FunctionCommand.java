package dev.acme.performance.registry;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.function.FunctionError;
import dev.acme.performance.registry.function.FunctionRuntime;
import dev.acme.performance.registry.function.LocalRegistry;
import dev.acme.performance.registry.function.RuntimeApi;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Serves the registry as a function until its environment is gone. */
@Command(
        name = "function",
        description = "Serves the registry as a function: an AWS Lambda custom runtime with response streaming.",
        mixinStandardHelpOptions = true)
final class FunctionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        long start = System.nanoTime();
        var config = FunctionConfig.from(System.getenv());
        try (var deadlines = new Deadlines();
                var api = new RuntimeApi(config.api(), deadlines);
                var service = service(config, api);
                var registry = new LocalRegistry(service.port(), deadlines)) {
            var init = Duration.ofNanos(System.nanoTime() - start);
            new FunctionRuntime(api, registry, config.provisioned()).run(init);
            return ExitCode.DONE;
        }
    }

    /** Whoever started this waits for work to be asked for, or to be told that it never will be. */
    private static RegistryService service(FunctionConfig config, RuntimeApi api) {
        try {
            return RegistryService.startFunction(RegistryConfig.from(config.registry()));
        } catch (RuntimeException e) {
            var type = e instanceof BadConfig ? "Runtime.BadConfig" : "Runtime.CannotStart";
            try {
                api.initFailed(new FunctionError(type, String.valueOf(e.getMessage())));
            } catch (IOException told) {
                LoggerFactory.getLogger(FunctionCommand.class).warn("cannot tell a failed start", told);
            }
            throw e;
        }
    }
}
