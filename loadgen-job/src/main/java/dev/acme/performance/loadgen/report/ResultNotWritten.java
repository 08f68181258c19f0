package dev.acme.performance.loadgen.report;

import java.util.List;

/** The run was measured, but its result did not reach every place that was asked for. */
public final class ResultNotWritten extends RuntimeException {
    private static final long serialVersionUID = 1;

    ResultNotWritten(List<String> problems) {
        super("the result could not be written to " + String.join("; ", problems));
    }
}
