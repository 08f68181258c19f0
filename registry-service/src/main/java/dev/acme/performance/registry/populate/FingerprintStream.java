package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.storage.Archive;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Keeps nothing of what is written to it but its fingerprint. */
final class FingerprintStream extends OutputStream {
    private final MessageDigest sha256;
    private final CRC32C crc32c = new CRC32C();
    private long sizeBytes;

    FingerprintStream() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Fingerprint of(Archive archive) throws IOException {
        var stream = new FingerprintStream();
        archive.writeTo(stream);
        return stream.fingerprint();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        sha256.update(source, offset, length);
        crc32c.update(source, offset, length);
        sizeBytes += length;
    }

    /** Of all that was written; asked once, at the end. */
    Fingerprint fingerprint() {
        var hex = HexFormat.of();
        return new Fingerprint(sizeBytes, hex.formatHex(sha256.digest()), hex.toHexDigits((int) crc32c.getValue()));
    }
}
