package dev.acme.performance.loadgen.report;

/** A reason to doubt a result, or to void it: one word of {@code docs/measurement.md}, a colon, and the numbers. */
record Finding(boolean isVoid, String reason) {

    static Finding voids(String reason) {
        return new Finding(true, reason);
    }

    static Finding doubts(String reason) {
        return new Finding(false, reason);
    }
}
