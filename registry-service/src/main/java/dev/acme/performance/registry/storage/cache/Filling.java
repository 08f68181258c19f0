package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;

/** Takes an archive from the storage into a copy, and lets only the right bytes become one. */
final class Filling implements PieceSink {
    private final Copy copy;
    private final Fingerprint print;
    private final Duration limit;
    private final long start = System.nanoTime();
    private final CRC32C crc = new CRC32C();
    private long filled;

    /** @param limit longest time for all of it: a storage that trickles keeps nobody waiting for ever */
    Filling(Copy copy, Fingerprint print, Duration limit) {
        this.copy = copy;
        this.print = print;
        this.limit = limit;
    }

    @Override
    public void accept(ByteBuffer piece) throws IOException {
        filled += piece.remaining();
        if (filled > print.sizeBytes()) {
            throw new StorageFailure(Reason.WRONG_LENGTH, "the storage has more than " + print.sizeBytes() + " bytes");
        }
        if (System.nanoTime() - start > limit.toNanos()) {
            throw new StorageFailure(Reason.TIMED_OUT, "the storage sent " + filled + " bytes in " + limit);
        }
        crc.update(piece.duplicate());
        copy.append(piece);
    }

    /** @throws StorageFailure where bytes are missing or not the catalogue's */
    void end() throws IOException {
        if (filled != print.sizeBytes()) {
            throw new StorageFailure(
                    Reason.CUT_OFF, "the storage ended after " + filled + " of " + print.sizeBytes() + " bytes");
        }
        if (crc.getValue() != print.crc32cValue()) {
            throw new StorageFailure(Reason.DAMAGED, "the stored bytes' checksum is not the catalogue's");
        }
        copy.complete();
    }
}
