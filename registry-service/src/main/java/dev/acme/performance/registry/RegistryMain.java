package dev.acme.performance.registry;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: one command a process. */
@Command(
        name = "registry-service",
        description = "The measured model registry.",
        subcommands = {ServeCommand.class, PopulateCommand.class, FunctionCommand.class, FunctionHostCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
public final class RegistryMain implements Runnable {
    private final CommandLine commands = new CommandLine(this);

    private RegistryMain() {}

    public static void main(String[] arguments) {
        System.exit(new RegistryMain().execute(arguments));
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                commands, "name a command: serve, populate, function or function-host");
    }

    private int execute(String[] arguments) {
        var failure = new OneLineFailure(TerminationMessage.from(System.getenv()));
        return commands.setExecutionExceptionHandler(failure)
                .setParameterExceptionHandler(failure)
                .execute(arguments);
    }
}
