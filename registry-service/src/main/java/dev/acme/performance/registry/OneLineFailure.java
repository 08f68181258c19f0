package dev.acme.performance.registry;

import dev.acme.performance.registry.populate.JsonLines;
import dev.acme.performance.registry.populate.PopulateFailure;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Ends the process with one clear line, the same as a termination message, and the exit code of its class. */
final class OneLineFailure implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final TerminationMessage termination;

    OneLineFailure(TerminationMessage termination) {
        this.termination = termination;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        return said(e.getCommandLine(), "USAGE", String.valueOf(e.getMessage()), ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        return switch (e) {
            case ParameterException usage -> handleParseException(usage, new String[0]);
            case BadConfig bad -> said(command, "BAD_CONFIG", String.valueOf(bad.getMessage()), ExitCode.USAGE);
            case CannotStart cannot ->
                said(command, "CANNOT_START", String.valueOf(cannot.getMessage()), ExitCode.UNAVAILABLE);
            case PopulateFailure failure ->
                said(command, failure.reason().name(), String.valueOf(failure.getMessage()), code(failure.reason()));
            default -> {
                LoggerFactory.getLogger(OneLineFailure.class).error("unexpected failure", e);
                yield said(command, "INTERNAL", e.toString(), ExitCode.FAILED);
            }
        };
    }

    private static int code(PopulateFailure.Reason reason) {
        return switch (reason) {
            case BAD_ARGUMENTS, SIZE_MISMATCH -> ExitCode.USAGE;
            case HUB_UNREACHABLE, STORAGE_FAILED, CATALOGUE_FAILED -> ExitCode.UNAVAILABLE;
            case SOURCE_UNREADABLE, HUB_NOT_FOUND, HUB_REFUSED, HUB_CORRUPT, CONTENDED, INTERRUPTED -> ExitCode.FAILED;
        };
    }

    private int said(CommandLine command, String reason, String message, int code) {
        command.getErr().println(reason + ": " + message.replaceAll("\\R+", " "));
        termination.write(JsonLines.line(new ErrorLine("error", reason, message)));
        return code;
    }
}
