package dev.acme.performance.registry;

import static dev.acme.performance.registry.RegistryVariable.DATABASE_CONNECTION_POOL_SIZE;
import static dev.acme.performance.registry.RegistryVariable.DATABASE_CREDENTIALS;
import static dev.acme.performance.registry.RegistryVariable.DATABASE_PREFIX;
import static dev.acme.performance.registry.RegistryVariable.DATABASE_URL;
import static dev.acme.performance.registry.RegistryVariable.FIRST_BYTE_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.POOL_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.RDS_MODE;
import static dev.acme.performance.registry.RegistryVariable.STALL_TIMEOUT_SECONDS;
import static dev.acme.performance.registry.RegistryVariable.STORAGE_BACKEND;

import dev.acme.performance.registry.storage.rds.RdsMode;
import dev.acme.performance.registry.storage.rds.RdsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is said of PostgreSQL. Its credentials are files of a folder, as a mounted Secret of type
 * {@code kubernetes.io/basic-auth} gives them: {@code username}, {@code password} and, for a server that must prove itself,
 * {@code ca.crt}.
 */
final class DatabaseConfig {
    /** Of the driver's many parameters this one, for others name files to write or classes to load. */
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?"
                    + "/[A-Za-z0-9_.-]{1,63}(\\?sslmode=(disable|prefer|require))?");

    private static final long LARGEST_FILE = 4096;
    /** All authorities of a public cloud together are a few hundred kilobytes. */
    private static final long LARGEST_BUNDLE = 1 << 20;

    private static final String ROOT_CERTIFICATE = "ca.crt";

    private final ConfigValues values;

    DatabaseConfig(ConfigValues values) {
        this.values = values;
    }

    /** Absent where archives lie elsewhere; what is said nevertheless is checked. */
    Optional<RdsSettings> settings(int threads) {
        boolean isChosen = values.word(STORAGE_BACKEND).equals("rds");
        int connections = values.number(DATABASE_CONNECTION_POOL_SIZE);
        var mode = values.word(RDS_MODE);
        var prefix = values.prefix(DATABASE_PREFIX);
        var url = isChosen ? values.required(DATABASE_URL) : values.text(DATABASE_URL);
        if (!url.isEmpty() && !URL.matcher(url).matches()) {
            values.fault(
                    DATABASE_URL,
                    "must be like 'jdbc:postgresql://host:5432/database', with ?sslmode=disable, prefer or require at most;"
                            + " a ca.crt in DATABASE_CREDENTIALS means verify-full");
        }
        if (!isChosen) {
            return Optional.empty();
        }
        var folder = values.required(DATABASE_CREDENTIALS);
        return Optional.of(new RdsSettings(
                url,
                credential(folder, "username"),
                credential(folder, "password"),
                rootCertificate(folder),
                mode.equals("bytea") ? RdsMode.BYTEA : RdsMode.LARGEOBJECT,
                prefix,
                connections,
                values.seconds(POOL_TIMEOUT_SECONDS),
                values.seconds(FIRST_BYTE_TIMEOUT_SECONDS),
                values.seconds(STALL_TIMEOUT_SECONDS),
                RdsSettings.pieceBytesFor(Math.min(threads, connections))));
    }

    private String credential(String folder, String name) {
        if (folder.isEmpty()) {
            return "";
        }
        try {
            var file = Path.of(folder, name);
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("larger than " + LARGEST_FILE + " bytes");
            }
            return Files.readString(file).strip();
        } catch (IOException | InvalidPathException e) {
            values.fault(DATABASE_CREDENTIALS, "names a folder whose file '" + name + "' cannot be read: " + e);
            return "";
        }
    }

    /** One that is there and cannot be used is no absent one: the server would go unproved in silence. */
    private Optional<Path> rootCertificate(String folder) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            var file = Path.of(folder, ROOT_CERTIFICATE);
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > LARGEST_BUNDLE) {
                throw new IOException("larger than " + LARGEST_BUNDLE + " bytes");
            }
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            if (certificates.isEmpty()) {
                throw new CertificateException("it holds none");
            }
            return Optional.of(file);
        } catch (InvalidPathException e) {
            // told of the credentials already
            return Optional.empty();
        } catch (CertificateException e) {
            unusable("holds no certificate", e);
        } catch (IOException e) {
            unusable("cannot be read", e);
        }
        return Optional.empty();
    }

    private void unusable(String how, Exception why) {
        values.fault(
                DATABASE_CREDENTIALS,
                "names a folder whose file '" + ROOT_CERTIFICATE + "' " + how
                        + ": put the PEM certificate of who signed the"
                        + " server's there, readable for this process, or leave the file out, and the server need not prove"
                        + " itself (" + why + ")");
    }
}
