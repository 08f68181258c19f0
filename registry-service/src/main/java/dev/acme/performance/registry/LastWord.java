package dev.acme.performance.registry;

import dev.acme.performance.registry.populate.JsonLines;
import dev.acme.performance.registry.populate.PopulateFailure;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/** One clear line on a failed process's error output, the same as a termination message, and the exit code of its class. */
record LastWord(PrintStream err, TerminationMessage termination) {
    /** Says it; the exit code. */
    int of(Exception e) {
        return switch (e) {
            case BadConfig bad -> said("BAD_CONFIG", String.valueOf(bad.getMessage()), ExitCode.USAGE);
            case CannotStart cannot -> said("CANNOT_START", String.valueOf(cannot.getMessage()), ExitCode.UNAVAILABLE);
            case PopulateFailure failure ->
                said(failure.reason().name(), String.valueOf(failure.getMessage()), code(failure.reason()));
            default -> {
                LoggerFactory.getLogger(LastWord.class).error("unexpected failure", e);
                yield said("INTERNAL", e.toString(), ExitCode.FAILED);
            }
        };
    }

    /** Says any other; the given exit code. */
    int said(String reason, String message, int code) {
        err.println(reason + ": " + message.replaceAll("\\R+", " "));
        termination.write(JsonLines.line(new ErrorLine("error", reason, message)));
        return code;
    }

    private static int code(PopulateFailure.Reason reason) {
        return switch (reason) {
            case BAD_ARGUMENTS, SIZE_MISMATCH -> ExitCode.USAGE;
            case HUB_UNREACHABLE, STORAGE_FAILED, CATALOGUE_FAILED -> ExitCode.UNAVAILABLE;
            case SOURCE_UNREADABLE, HUB_NOT_FOUND, HUB_REFUSED, HUB_CORRUPT, CONTENDED, INTERRUPTED -> ExitCode.FAILED;
        };
    }
}
