package dev.acme.performance.registry;

import java.util.List;
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
    private static final List<String> FUNCTION = List.of("function");

    private final CommandLine commands = new CommandLine(this);

    private RegistryMain() {}

    public static void main(String[] arguments) {
        var word = new LastWord(System.err, TerminationMessage.from(System.getenv()));
        System.exit(List.of(arguments).equals(FUNCTION) ? function(word) : new RegistryMain().execute(arguments, word));
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                commands, "name a command: serve, populate, function or function-host");
    }

    /** Past the parser of arguments, which the JDK's cache cannot hold: it would be a part of each cold start. */
    private static int function(LastWord word) {
        try {
            return new FunctionCommand().call();
        } catch (Exception e) {
            return word.of(e);
        }
    }

    private int execute(String[] arguments, LastWord word) {
        var failure = new OneLineFailure(word);
        return commands.setExecutionExceptionHandler(failure)
                .setParameterExceptionHandler(failure)
                .execute(arguments);
    }
}
