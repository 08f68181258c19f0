package dev.acme.performance.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A matrix of runs, repeated in randomised blocks, compared with honest statistics. */
@Group(PerformanceRun.GROUP)
@Version(PerformanceRun.VERSION)
@ShortNames({"perfexp", "pfe"})
@Categories("performance")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Strategy", jsonPath = ".spec.strategy", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Completed",
        jsonPath = ".status.completed",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Total", jsonPath = ".status.total", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Failed", jsonPath = ".status.failed", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Best", jsonPath = ".status.best.cell", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Invalid",
        jsonPath = ".status.invalid",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Report",
        jsonPath = ".status.report",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalSelectableField(jsonPath = ".status.phase")
@ValidationRule(
        value = "self.metadata.name.size() <= 40 && !self.metadata.name.contains('.')",
        message = "metadata.name should have at most 40 characters and no dots: runs are named after it")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]')",
        message = "metadata.name should begin with a letter: runs are named after it")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY + "self.spec.template == oldSelf.spec.template",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.template")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY + "has(self.spec.factors) == has(oldSelf.spec.factors)"
                + " && (!has(self.spec.factors) || self.spec.factors == oldSelf.spec.factors)",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.factors")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY + "has(self.spec.exclude) == has(oldSelf.spec.exclude)"
                + " && (!has(self.spec.exclude) || self.spec.exclude == oldSelf.spec.exclude)",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.exclude")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY + "has(self.spec.baseline) == has(oldSelf.spec.baseline)"
                + " && (!has(self.spec.baseline) || self.spec.baseline == oldSelf.spec.baseline)",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.baseline")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY + "self.spec.repeats == oldSelf.spec.repeats",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.repeats")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY
                + "self.spec.order == oldSelf.spec.order && self.spec.seed == oldSelf.spec.seed",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.order")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY + "self.spec.strategy == oldSelf.spec.strategy",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.strategy")
@ValidationRule(
        value = PerformanceExperiment.NOT_UNDER_WAY
                + "self.spec.objective == oldSelf.spec.objective && self.spec.comparison == oldSelf.spec.comparison",
        message = PerformanceExperiment.IMMUTABLE,
        fieldPath = ".spec.objective")
public final class PerformanceExperiment extends CustomResource<PerformanceExperimentSpec, PerformanceExperimentStatus>
        implements Namespaced {
    static final String NOT_UNDER_WAY =
            "!has(oldSelf.status) || !has(oldSelf.status.phase) || !(oldSelf.status.phase in ['Running', 'Suspended'])"
                    + " || !has(oldSelf.status.plan) || ";
    static final String IMMUTABLE =
            "is immutable once runs were planned by it: set spec.cancel first, or wait for the experiment's end";
    private static final long serialVersionUID = 1;
}
