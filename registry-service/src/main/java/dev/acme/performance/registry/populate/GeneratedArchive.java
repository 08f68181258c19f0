package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.storage.Archive;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipOutputStream;

/** An archive of an exact size with seeded, incompressible content; plain seeded bytes where no archive is that small. */
final class GeneratedArchive implements Archive {
    private static final int PIECE = 64 * 1024;

    private final long sizeBytes;
    private final long seed;

    GeneratedArchive(long sizeBytes, long seed) {
        this.sizeBytes = sizeBytes;
        this.seed = seed;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (sizeBytes < GeneratedLayout.SMALLEST_ZIP) {
            writeRandom(out, sizeBytes);
        } else {
            writeZip(out, GeneratedLayout.of(sizeBytes));
        }
    }

    private void writeZip(OutputStream out, GeneratedLayout layout) throws IOException {
        var zip = new ZipOutputStream(out);
        zip.setComment(".".repeat(layout.commentBytes()));
        if (layout.entry().isPresent()) {
            long length = layout.entry().getAsLong();
            ZipEntries.open(zip, GeneratedLayout.ENTRY, length, crc32(length));
            writeRandom(zip, length);
            zip.closeEntry();
        }
        zip.finish();
    }

    private long crc32(long length) throws IOException {
        var crc = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        writeRandom(crc, length);
        return crc.getChecksum().getValue();
    }

    private void writeRandom(OutputStream out, long length) throws IOException {
        var random = new SplittableRandom(seed);
        var piece = new byte[PIECE];
        for (long left = length; left > 0; left -= PIECE) {
            random.nextBytes(piece);
            out.write(piece, 0, (int) Math.min(left, PIECE));
        }
    }
}
