package dev.acme.performance.registry.populate;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Uncompressed entries with a fixed time: the same content always makes the same bytes. */
final class ZipEntries {
    /** Not the first instant a zip can hold: that one would be written as an extra field too. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ZipEntries() {}

    static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var crc = new CRC32();
        crc.update(content);
        open(zip, name, content.length, crc.getValue());
        zip.write(content);
        zip.closeEntry();
    }

    /** Begins an entry whose length and CRC-32 are known, as uncompressed ones need. */
    static void open(ZipOutputStream zip, String name, long sizeBytes, long crc32) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(EPOCH);
        entry.setSize(sizeBytes);
        entry.setCompressedSize(sizeBytes);
        entry.setCrc(crc32);
        zip.putNextEntry(entry);
    }
}
