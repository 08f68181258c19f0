package dev.acme.performance.operator.load;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Catalogue;
import dev.acme.performance.crds.Storage;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.operator.target.Backends;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What the load generator is told of a run. */
public final class LoadProfiles {
    private LoadProfiles() {}

    /** Throws {@link dev.acme.performance.exchange.BadProfile} where the endpoint names no place to be sent to. */
    public static LoadProfile of(PerformanceRunSpec spec, Catalogue catalogue, Backends backends) {
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
                redirectTo(spec.storage(), backends).orElse(null),
                null);
    }

    /** Presigned URLs name the endpoint that the run's service uses, and clients go nowhere else. */
    private static Optional<String> redirectTo(Storage storage, Backends backends) {
        return switch (storage.delivery()) {
            case PROXY -> Optional.empty();
            case REDIRECT ->
                backends.s3Endpoint().map(endpoint -> URI.create(endpoint).getRawAuthority());
        };
    }
}
