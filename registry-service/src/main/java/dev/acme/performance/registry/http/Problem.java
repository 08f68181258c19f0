package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.storage.StorageFailure;
import io.helidon.http.Status;
import java.util.Locale;

/** Why a request was refused; the word is the answer's {@code reason}. */
enum Problem {
    BAD_NAME(400, "The path holds no valid model id and version"),
    BAD_PARAMETER(400, "A query parameter is not valid"),
    BAD_REQUEST(400, "The request is not valid HTTP"),
    NO_SUCH_ROUTE(404, "There is nothing at this path"),
    UNKNOWN_MODEL(404, "The registry does not have this model in this version"),
    METHOD_NOT_ALLOWED(405, "Only GET and HEAD are served here"),
    BODY_NOT_ALLOWED(413, "Requests carry no body here"),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside the archive"),
    INTERNAL(500, "The service failed"),
    QUEUE_FULL(503, "Too many requests wait already"),
    QUEUE_TIMED_OUT(503, "The request waited too long to be handled"),
    STOPPING(503, "The service is stopping"),
    NOT_READY(503, "Storage or catalogue do not answer"),
    CATALOGUE_UNAVAILABLE(503, "The catalogue is not available"),
    STORAGE_UNAVAILABLE(503, "The storage is not available"),
    POOL_EXHAUSTED(503, "No storage connection came free in time"),
    DATABASE_FULL(503, "The database has no connection left: its limit is too low for all who ask it"),
    OBJECT_MISSING(503, "The registry knows this model but has lost its archive"),
    OBJECT_DAMAGED(503, "The stored archive is not the one the registry recorded"),
    CATALOGUE_TIMED_OUT(504, "The catalogue did not answer in time"),
    STORAGE_TIMED_OUT(504, "The storage did not answer in time");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    Status status() {
        return Status.create(status);
    }

    /** What clients switch on, and refusals are counted by. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    /** Whether the same request may succeed a little later. */
    boolean isTransient() {
        return switch (this) {
            case QUEUE_FULL,
                    QUEUE_TIMED_OUT,
                    STOPPING,
                    NOT_READY,
                    CATALOGUE_UNAVAILABLE,
                    STORAGE_UNAVAILABLE,
                    POOL_EXHAUSTED,
                    DATABASE_FULL,
                    CATALOGUE_TIMED_OUT,
                    STORAGE_TIMED_OUT -> true;
            case BAD_NAME,
                    BAD_PARAMETER,
                    BAD_REQUEST,
                    NO_SUCH_ROUTE,
                    UNKNOWN_MODEL,
                    METHOD_NOT_ALLOWED,
                    BODY_NOT_ALLOWED,
                    RANGE_NOT_SATISFIABLE,
                    INTERNAL,
                    OBJECT_MISSING,
                    OBJECT_DAMAGED -> false;
        };
    }

    /** What a client is told when the storage fails. */
    static Problem of(StorageFailure.Reason reason) {
        return switch (reason) {
            case MISSING -> OBJECT_MISSING;
            case WRONG_LENGTH, DAMAGED -> OBJECT_DAMAGED;
            case TIMED_OUT -> STORAGE_TIMED_OUT;
            case POOL_EXHAUSTED -> POOL_EXHAUSTED;
            case FULL -> DATABASE_FULL;
            case CUT_OFF, REFUSED, UNREACHABLE, UNTRUSTED -> STORAGE_UNAVAILABLE;
        };
    }

    /** What a client is told when the catalogue fails. */
    static Problem of(CatalogueFailure.Reason reason) {
        return switch (reason) {
            case TIMED_OUT -> CATALOGUE_TIMED_OUT;
            case REFUSED, UNREACHABLE, UNTRUSTED, MALFORMED -> CATALOGUE_UNAVAILABLE;
        };
    }
}
