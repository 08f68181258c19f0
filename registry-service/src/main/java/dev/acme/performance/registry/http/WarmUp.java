package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.Catalogue;
import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.storage.ModelStorage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM compile the request path before anybody waits for it: a few hundred small downloads through a server of its
 * own, on loopback, with the real storage and catalogue. That server's metrics and first request are nobody else's.
 */
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int MOST_ROUNDS = 400;
    private static final long PART_BYTES = 64 * 1024;

    private final ServerSettings settings;
    private final ModelStorage storage;
    private final Catalogue catalogue;
    private Optional<LoneRead> alone = Optional.empty();

    public WarmUp(ServerSettings settings, ModelStorage storage, Catalogue catalogue) {
        this.settings = settings.onLoopback();
        this.storage = storage;
        this.catalogue = catalogue;
    }

    /**
     * Downloads parts of the model, else of whichever the catalogue names first, for as long as the limit at most; whether it
     * could.
     */
    public boolean run(Optional<ModelRow> model, Duration limit) {
        long start = System.nanoTime();
        try {
            var row = model.or(
                    () -> catalogue.page(1, Optional.empty()).rows().stream().findFirst());
            int rounds = row.isEmpty() || limit.isZero() ? 0 : rounds(row.get(), start + limit.toNanos());
            alone = rounds == 0 ? Optional.empty() : row.flatMap(it -> LoneRead.of(storage, it));
            LOG.info("state=warm rounds={} millis={}", rounds, (System.nanoTime() - start) / 1_000_000);
            return rounds > 0;
        } catch (CatalogueFailure | IOException e) {
            LOG.info("state=cold reason={}", e.getMessage());
            return false;
        }
    }

    /** What the storage gave to a single reader, after the last round. */
    public Optional<LoneRead> alone() {
        return alone;
    }

    private int rounds(ModelRow row, long end) throws IOException {
        try (var deadlines = new Deadlines();
                var server = new RegistryServer(settings, storage, catalogue, deadlines)) {
            if (!server.start()) {
                throw new IOException("no port of loopback is free");
            }
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout((int) settings.stall().toMillis());
                var in = new BufferedInputStream(socket.getInputStream());
                var request = request(row);
                int done = 0;
                while (done < MOST_ROUNDS && System.nanoTime() - end < 0) {
                    socket.getOutputStream().write(request);
                    skipAnswer(in);
                    done++;
                }
                return done;
            }
        }
    }

    private static byte[] request(ModelRow row) {
        // the whole of a small archive would go into the cache, and a run's first request is to find that cold
        long part = Math.max(1, Math.min(PART_BYTES, row.fingerprint().sizeBytes() - 1));
        long last = part - 1;
        return ("GET /" + row.key().objectName() + " HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-" + last
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void skipAnswer(InputStream in) throws IOException {
        long length = -1;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
