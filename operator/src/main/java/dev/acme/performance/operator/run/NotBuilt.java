package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.Storage;
import java.util.Locale;
import java.util.Optional;

/** What the contract promises and this version cannot do yet: a run that asks for it fails at once and says so. */
final class NotBuilt {
    private NotBuilt() {}

    /** A sentence that names the field and value that is not built; empty where there is none; without endpoint it is AWS's. */
    static Optional<String> of(PerformanceRunSpec spec, Optional<String> s3Endpoint) {
        return redirect(spec.storage(), s3Endpoint)
                .map(field ->
                        field + ": not built yet in this version; built are compute.backend ecs, lambda and external,"
                                + " storage.backend s3 and rds, and every load.mode");
    }

    /** The API server refuses one with rds too; what it let in earlier is told here. */
    private static Optional<String> redirect(Storage storage, Optional<String> s3Endpoint) {
        return switch (storage.delivery()) {
            case PROXY -> Optional.empty();
            case REDIRECT ->
                storage.backend() == Storage.Backend.RDS
                        ? Optional.of("storage.delivery Redirect with storage.backend rds (a database has no URL to"
                                + " send clients to: use storage.delivery Proxy, or storage.backend s3)")
                        : when(
                                !isPlain(s3Endpoint),
                                "storage.delivery Redirect to an S3 endpoint with https (the load generator speaks"
                                        + " http only: use storage.delivery Proxy)");
        };
    }

    private static boolean isPlain(Optional<String> s3Endpoint) {
        return s3Endpoint
                .filter(url -> url.toLowerCase(Locale.ROOT).startsWith("http://"))
                .isPresent();
    }

    private static Optional<String> when(boolean asked, String field) {
        return asked ? Optional.of(field) : Optional.empty();
    }
}
