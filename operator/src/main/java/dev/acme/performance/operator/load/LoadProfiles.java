package dev.acme.performance.operator.load;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Catalogue;
import dev.acme.performance.exchange.LoadProfile;
import java.util.Map;

/** What the load generator is told of a run. */
final class LoadProfiles {
    private LoadProfiles() {}

    static LoadProfile of(PerformanceRunSpec spec, Catalogue catalogue) {
        var load = spec.load();
        var model = spec.model();
        return new LoadProfile(
                spec.clients(),
                "/performance/" + model.pathId() + "/" + model.version() + "/model.zip",
                model.sizeBytes(),
                catalogue.sha256(),
                catalogue.crc32c(),
                load.mode(),
                load.requestsPerClient(),
                load.durationSeconds(),
                load.ratePerSecond(),
                load.thinkTimeMs(),
                load.warmupSeconds(),
                load.timeoutSeconds(),
                load.verify(),
                load.seed(),
                "GET",
                Map.of(),
                null,
                LoadProfile.OK,
                false,
                true,
                null);
    }
}
