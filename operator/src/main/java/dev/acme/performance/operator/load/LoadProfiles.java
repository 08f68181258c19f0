package dev.acme.performance.operator.load;

import dev.acme.performance.crds.Catalogue;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.Storage;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.operator.target.Backends;
import java.net.URI;
import java.util.Optional;

/** What the load generator is told of a run. */
public final class LoadProfiles {
    private LoadProfiles() {}

    /** Throws {@link dev.acme.performance.exchange.BadProfile} where the endpoint names no place to be sent to. */
    public static LoadProfile of(PerformanceRunSpec spec, Catalogue catalogue, Backends backends) {
        var model = spec.model();
        return spec.load()
                .profile(spec.clients())
                .path("/performance/" + model.pathId() + "/" + model.version() + "/model.zip")
                .sizeBytes(model.sizeBytes())
                .sha256(catalogue.sha256())
                .crc32c(catalogue.crc32c())
                .redirectTo(redirectTo(spec.storage(), backends).orElse(null))
                .build();
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
