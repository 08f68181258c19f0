package dev.acme.performance.operator.experiment.report;

/** What is told otherwise where cells were found one by one. */
final class Walk {
    private Walk() {}

    /** Its baseline is the template as it is, and others came of it. */
    static boolean isOne(ExperimentReport report) {
        var design = report.design();
        return !report.path().isEmpty()
                && design.cell(design.baseline())
                        .filter(cell -> cell.assignments().isEmpty())
                        .isPresent();
    }
}
