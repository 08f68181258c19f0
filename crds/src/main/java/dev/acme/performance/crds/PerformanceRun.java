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

/** One measurement of one variant, from declaration to answer. */
@Group(PerformanceRun.GROUP)
@Version(PerformanceRun.VERSION)
@ShortNames({"perfrun", "pfr"})
@Categories("performance")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Progress%",
        jsonPath = ".status.progress.percent",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(name = "Verdict", jsonPath = ".status.verdict", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Compute",
        jsonPath = ".spec.compute.backend",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Storage",
        jsonPath = ".spec.storage.backend",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Clients", jsonPath = ".spec.clients", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Req/s",
        jsonPath = ".status.results.throughput.requestsPerSecond",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "Mean",
        jsonPath = ".status.results.latency.meanMs",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "Median",
        jsonPath = ".status.results.latency.medianMs",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "P99",
        jsonPath = ".status.results.latency.p99Ms",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Validity",
        jsonPath = ".status.validity",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "MB/s",
        jsonPath = ".status.results.throughput.megabytesPerSecond",
        type = AdditionalPrinterColumn.Type.NUMBER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Err%",
        jsonPath = ".status.results.errorPercent",
        type = AdditionalPrinterColumn.Type.NUMBER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Bottleneck",
        jsonPath = ".status.bottleneck.component",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Attempt",
        jsonPath = ".status.attempt",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.compute.backend")
@AdditionalSelectableField(jsonPath = ".spec.storage.backend")
@AdditionalSelectableField(jsonPath = ".status.phase")
@AdditionalSelectableField(jsonPath = ".status.verdict")
@ValidationRule(
        value = "self.metadata.name.size() <= 40 && !self.metadata.name.contains('.')",
        message = "metadata.name should have at most 40 characters and no dots: workloads are named after it")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]')",
        message = "metadata.name should begin with a letter: a Service is named after it")
@ValidationRule(
        value = PerformanceRun.NOT_UNDER_WAY + "self.spec.clients == oldSelf.spec.clients",
        message = PerformanceRun.IMMUTABLE,
        fieldPath = ".spec.clients")
@ValidationRule(
        value = PerformanceRun.NOT_UNDER_WAY + "self.spec.model == oldSelf.spec.model",
        message = PerformanceRun.IMMUTABLE,
        fieldPath = ".spec.model")
@ValidationRule(
        value = PerformanceRun.NOT_UNDER_WAY + "self.spec.compute == oldSelf.spec.compute",
        message = PerformanceRun.IMMUTABLE,
        fieldPath = ".spec.compute")
@ValidationRule(
        value = PerformanceRun.NOT_UNDER_WAY + "self.spec.storage == oldSelf.spec.storage",
        message = PerformanceRun.IMMUTABLE,
        fieldPath = ".spec.storage")
@ValidationRule(
        value = PerformanceRun.NOT_UNDER_WAY + "self.spec.pools == oldSelf.spec.pools",
        message = PerformanceRun.IMMUTABLE,
        fieldPath = ".spec.pools")
@ValidationRule(
        value = PerformanceRun.NOT_UNDER_WAY + "self.spec.load == oldSelf.spec.load",
        message = PerformanceRun.IMMUTABLE,
        fieldPath = ".spec.load")
public final class PerformanceRun extends CustomResource<PerformanceRunSpec, PerformanceRunStatus>
        implements Namespaced {
    public static final String GROUP = "performance.acme.dev";
    public static final String VERSION = "v1alpha1";
    static final String NOT_UNDER_WAY =
            "!has(oldSelf.status) || !has(oldSelf.status.phase) || !(oldSelf.status.phase in ['Provisioning', 'Running', 'Collecting']) || ";
    static final String IMMUTABLE =
            "is immutable while an attempt is under way: set spec.cancel first, or wait for its end";
    private static final long serialVersionUID = 1;
}
