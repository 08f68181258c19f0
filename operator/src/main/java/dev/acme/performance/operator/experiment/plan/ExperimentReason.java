package dev.acme.performance.operator.experiment.plan;

/** Why an experiment is as it is; the same word is condition reason and Event reason. */
public enum ExperimentReason {
    RUNNING("Running"),
    SUSPENDED("Suspended"),
    PLAN_REFUSED("PlanRefused"),
    COMPARED("Compared"),
    BUDGET_USED_UP("BudgetUsedUp"),
    NOTHING_MEASURED("NothingMeasured"),
    RUNS_REFUSED("RunsRefused"),
    CANCELLED("Cancelled"),
    NAME_CONFLICT("NameConflict"),
    REPORT_REFUSED("ReportRefused"),
    RERUN_REFUSED("RerunRefused"),
    REPORT_INCOMPLETE("ReportIncomplete");

    private final String word;

    ExperimentReason(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
