package dev.acme.performance.registry;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Ends the process with one clear line and an exit code of its class. */
final class OneLineFailure implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        return switch (e) {
            case BadConfig bad -> said(command, String.valueOf(bad.getMessage()), ExitCode.USAGE);
            case CannotStart cannot -> said(command, String.valueOf(cannot.getMessage()), ExitCode.UNAVAILABLE);
            default -> {
                LoggerFactory.getLogger(OneLineFailure.class).error("unexpected failure", e);
                yield ExitCode.FAILED;
            }
        };
    }

    private static int said(CommandLine command, String message, int code) {
        command.getErr().println(message);
        return code;
    }
}
