package dev.acme.performance.registry;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that the program has. */
@Command(
        name = "registry-service",
        description = "The measured model registry.",
        subcommands = {ServeCommand.class, PopulateCommand.class, FunctionCommand.class, FunctionHostCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class RegistryCommands implements Runnable {
    private final CommandLine commands = new CommandLine(this);

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                commands, "name a command: serve, populate, function or function-host");
    }

    /** Returns the process's exit code. */
    int execute(String[] arguments, LastWord word) {
        var failure = new OneLineFailure(word);
        return commands.setExecutionExceptionHandler(failure)
                .setParameterExceptionHandler(failure)
                .execute(arguments);
    }
}
