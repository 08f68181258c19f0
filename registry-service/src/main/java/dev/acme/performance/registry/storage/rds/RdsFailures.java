package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import dev.acme.performance.registry.tls.TlsFault;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;

/** What the driver's exceptions mean to a reader of archives, by SQLSTATE. */
final class RdsFailures {
    private static final String CONNECTION_REJECTED = "08004";
    private static final String AUTHORITY =
            "put that authority's certificate (PEM) into ca.crt of DATABASE_CREDENTIALS, in a cluster of the Secret with the"
                    + " database's credentials";

    private RdsFailures() {}

    /** Of a question that was asked, or could not be asked. */
    static StorageFailure named(SQLException e) {
        return failure(e, Reason.UNREACHABLE);
    }

    /** Of a body that was under way. */
    static StorageFailure inBody(SQLException e) {
        return failure(e, Reason.CUT_OFF);
    }

    static StorageFailure missing(String name) {
        return new StorageFailure(Reason.MISSING, "the archive is not in the database: " + name);
    }

    private static StorageFailure failure(SQLException e, Reason whereItsConnectionBroke) {
        if (Causes.first(e, SocketTimeoutException.class).isPresent()) {
            return new StorageFailure(Reason.TIMED_OUT, "the database did not answer in time", e);
        }
        var untrusted = fault(e);
        if (untrusted.isPresent()) {
            return new StorageFailure(Reason.UNTRUSTED, untrusted.get().told("the database", AUTHORITY), e);
        }
        var state = Optional.ofNullable(e.getSQLState()).orElse("none");
        var reason = switch (state) {
            case "3F000", "42P01", "42704" -> Reason.MISSING;
            case "57014", "55P03" -> Reason.TIMED_OUT;
            case "53300" -> Reason.FULL;
            case "57P01", "57P02", "57P03" -> whereItsConnectionBroke;
            default -> state.startsWith("08") ? whereItsConnectionBroke : Reason.REFUSED;
        };
        return new StorageFailure(reason, "database: " + oneLine(e) + " (SQLSTATE " + state + ")", e);
    }

    /** The driver names two of them in words alone, of which it translates all but these. */
    private static Optional<TlsFault> fault(SQLException e) {
        if (oneLine(e).contains("PgjdbcHostnameVerifier")) {
            return Optional.of(TlsFault.OTHER_NAME);
        }
        if (CONNECTION_REJECTED.equals(e.getSQLState()) && oneLine(e).contains("SSL")) {
            return Optional.of(TlsFault.NO_TLS);
        }
        return TlsFault.of(e);
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
