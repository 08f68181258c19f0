package dev.acme.performance.registry.http;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import dev.acme.performance.registry.storage.StoredBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** One body's way to one client; its last piece leaves only once length and checksum have proved right. */
final class Transfer implements PieceSink {
    private final ClientConnection client;
    private final Duration stall;
    private final long length;
    private final OptionalLong crc32c;
    private final CRC32C crc = new CRC32C();
    private long sent;
    private long writeNanos;
    private long totalNanos;

    /**
     * @param length the bytes promised to the client
     * @param crc32c of all these bytes, where it is known
     */
    Transfer(ClientConnection client, Duration stall, long length, OptionalLong crc32c) {
        this.client = client;
        this.stall = stall;
        this.length = length;
        this.crc32c = crc32c;
    }

    /**
     * Sends the whole body.
     *
     * @throws IOException where the client left or stalled
     * @throws StorageFailure where the storage's bytes are not the promised ones
     */
    void send(StoredBody body) throws IOException {
        long start = System.nanoTime();
        try {
            body.sendTo(this);
        } finally {
            totalNanos = System.nanoTime() - start;
        }
        if (sent != length) {
            throw new StorageFailure(Reason.CUT_OFF, "the storage ended after " + sent + " of " + length + " bytes");
        }
    }

    @Override
    public void accept(ByteBuffer piece) throws IOException {
        int n = piece.remaining();
        check(piece, sent + n);
        long start = System.nanoTime();
        client.write(piece, stall);
        writeNanos += System.nanoTime() - start;
        sent += n;
    }

    @Override
    public void acceptProven(FileChannel file, ByteRange part) throws IOException {
        if (crc32c.isPresent() || sent + part.length() > length) {
            PieceSink.super.acceptProven(file, part);
            return;
        }
        long start = System.nanoTime();
        client.send(file, part, stall);
        writeNanos += System.nanoTime() - start;
        sent += part.length();
    }

    long sentBytes() {
        return sent;
    }

    long writeNanos() {
        return writeNanos;
    }

    long readNanos() {
        return totalNanos - writeNanos;
    }

    private void check(ByteBuffer piece, long end) {
        if (end > length) {
            throw new StorageFailure(Reason.WRONG_LENGTH, "the storage has more than " + length + " bytes");
        }
        if (crc32c.isPresent()) {
            crc.update(piece.duplicate());
            if (end == length && crc.getValue() != crc32c.getAsLong()) {
                throw new StorageFailure(Reason.DAMAGED, "the stored bytes' checksum is not the catalogue's");
            }
        }
    }
}
