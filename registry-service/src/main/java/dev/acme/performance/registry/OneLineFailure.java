package dev.acme.performance.registry;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Has a command that fails, or cannot be understood, end with its last word. */
final class OneLineFailure implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final LastWord word;

    OneLineFailure(LastWord word) {
        this.word = word;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        return word.said("USAGE", String.valueOf(e.getMessage()), ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        return e instanceof ParameterException usage ? handleParseException(usage, new String[0]) : word.of(e);
    }
}
