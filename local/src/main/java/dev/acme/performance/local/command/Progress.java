package dev.acme.performance.local.command;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import java.io.Console;
import java.io.PrintStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells on standard error how runs come along: a line for every change, and the last one rewritten where it is a terminal. */
final class Progress {
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean isTerminal;
    private String last = "";
    private boolean isOver;

    Progress(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    static Progress onStandardError() {
        return new Progress(
                System.err,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    /** Something that stays on the screen. */
    synchronized void say(String line) {
        out.println((isTerminal ? CLEAR_LINE : "") + line);
        out.flush();
        last = "";
    }

    /** As {@link #say}; from then on nothing is told of how runs come along. */
    synchronized void end(String line) {
        say(line);
        isOver = true;
    }

    /** Where a run stands: a line of its own when phase or message changed. */
    void status(PerformanceRun run) {
        var status = Objects.requireNonNullElse(run.getStatus(), PerformanceRunStatus.empty());
        if (status.phase() != null) {
            line("%-20s %-12s %s".formatted(run.getMetadata().getName(), word(status), oneLine(status.message())));
        }
    }

    /** Where an experiment stands: a line of its own when that changed. */
    void experiment(String name, String measured, String message) {
        line("%-20s %-12s %s".formatted(name, measured, oneLine(message)));
    }

    /** How far the work of the present phase is: rewritten on a terminal, left out elsewhere unless it is new. */
    synchronized void detail(String run, String detail) {
        if (isOver) {
            return;
        }
        if (isTerminal) {
            out.print(CLEAR_LINE + "%-20s %-12s %s".formatted(run, "…", detail));
            out.flush();
        } else {
            line("%-20s %-12s %s".formatted(run, "…", detail));
        }
    }

    private synchronized void line(String line) {
        if (!isOver && !line.equals(last)) {
            say(line);
            last = line;
        }
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "" : message.replaceAll("\\s*\\R\\s*", " ");
    }

    private static String word(PerformanceRunStatus status) {
        String name = String.valueOf(status.phase());
        return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
