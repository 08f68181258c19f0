package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.Reason;

/** How an attempt ends. */
sealed interface Ending {
    /** The load generator ran to its own end. */
    record Completed() implements Ending {}

    /** The user ended it. */
    record Cancelled() implements Ending {}

    /** Something kept it from ending well. */
    record Broken(Reason reason, String message) implements Ending {}
}
