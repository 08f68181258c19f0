package dev.acme.performance.local.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "perfrun",
        mixinStandardHelpOptions = true,
        versionProvider = Perfrun.Version.class,
        subcommands = {RunCommand.class, ServeCommand.class, CheckCommand.class},
        description = "Measures a model registry: which backend, which pools, how many clients?")
public final class Perfrun implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Perfrun() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Perfrun())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Perfrun::onFailure)
                .execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: run, serve or check");
    }

    private static int onFailure(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (Interruption.isUnderWay()) {
            return Interruption.EXIT_CODE;
        }
        throw failure;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Perfrun.class.getPackage().getImplementationVersion();
            return new String[] {"perfrun " + (version == null ? "development" : version)};
        }
    }
}
