package dev.acme.performance.local.node;

/** Answers in a row. */
record ProbeTally(int passed, int failed) {
    static final ProbeTally NONE = new ProbeTally(0, 0);

    ProbeTally after(boolean isPassed) {
        return isPassed ? new ProbeTally(passed + 1, 0) : new ProbeTally(0, failed + 1);
    }

    boolean isConvincinglyGood(ProbePlan plan) {
        return passed >= plan.successThreshold();
    }

    boolean isConvincinglyBad(ProbePlan plan) {
        return failed >= plan.failureThreshold();
    }
}
