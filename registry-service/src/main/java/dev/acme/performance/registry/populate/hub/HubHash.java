package dev.acme.performance.registry.populate.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Checks a file against the mark its hub gave: SHA-256 for large files, git's blob hash for the others. */
final class HubHash {
    private static final int SHA256_DIGITS = 64;
    private static final int SHA1_DIGITS = 40;

    private HubHash() {}

    /** What the file's mark would have to be, or nothing where the mark is of neither kind and cannot be checked. */
    static Optional<String> expectedFor(Path file, String mark) throws IOException {
        if (!mark.matches("[0-9a-f]+")) {
            return Optional.empty();
        }
        return switch (mark.length()) {
            case SHA256_DIGITS -> Optional.of(hash(file, "SHA-256", ""));
            case SHA1_DIGITS -> Optional.of(hash(file, "SHA-1", "blob " + Files.size(file) + "\0"));
            default -> Optional.empty();
        };
    }

    static boolean matches(Path file, String mark) throws IOException {
        return expectedFor(file, mark).map(mark::equals).orElse(true);
    }

    private static String hash(Path file, String algorithm, String prefix) throws IOException {
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance(algorithm))) {
            out.write(prefix.getBytes(StandardCharsets.UTF_8));
            Files.copy(file, out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
