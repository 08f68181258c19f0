package dev.acme.performance.registry;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: one command a process. */
@Command(
        name = "registry-service",
        description = "The measured model registry.",
        subcommands = {ServeCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        exitCodeOnInvalidInput = ExitCode.USAGE)
public final class RegistryMain {
    private RegistryMain() {}

    public static void main(String[] arguments) {
        var commands = new CommandLine(new RegistryMain());
        commands.setExecutionExceptionHandler(new OneLineFailure());
        System.exit(commands.execute(arguments));
    }
}
