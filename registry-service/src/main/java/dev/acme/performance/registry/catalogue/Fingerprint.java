package dev.acme.performance.registry.catalogue;

import java.util.regex.Pattern;

/**
 * What identifies an archive's bytes, whatever holds them.
 *
 * @param sizeBytes their number
 * @param sha256 SHA-256, 64 lower-case hexadecimal digits
 * @param crc32c CRC-32C (Castagnoli), 8 lower-case hexadecimal digits
 */
public record Fingerprint(long sizeBytes, String sha256, String crc32c) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CRC32C = Pattern.compile("[0-9a-f]{8}");

    public Fingerprint {
        if (sizeBytes < 0
                || !SHA256.matcher(sha256).matches()
                || !CRC32C.matcher(crc32c).matches()) {
            throw new IllegalArgumentException("size=" + sizeBytes + " sha256=" + sha256 + " crc32c=" + crc32c);
        }
    }

    /** The CRC as an unsigned number. */
    public long crc32cValue() {
        return Long.parseLong(crc32c, 16);
    }
}
