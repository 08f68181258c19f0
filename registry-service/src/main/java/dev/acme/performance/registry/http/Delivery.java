package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.metrics.ServiceMetrics;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.Origin;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StoredBody;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens an archive and sends it on; whatever goes wrong once the head is out cuts the connection before the last byte. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final byte[] NOTHING = {};
    private static final int CLIENT_LEFT = 499;

    private final ModelStorage storage;
    private final ServiceMetrics metrics;
    private final ClientConnections connections;
    private final Duration stall;

    Delivery(ModelStorage storage, ServiceMetrics metrics, ClientConnections connections, Duration stall) {
        this.storage = storage;
        this.metrics = metrics;
        this.connections = connections;
        this.stall = stall;
    }

    /**
     * Sends the part of the row's archive.
     *
     * @param head fills in the answer's head, told where the bytes come from; its stream writes it
     * @throws Refusal where nothing could be opened
     * @throws CloseConnectionException where the answer broke off
     */
    void deliver(ServerRequest request, ModelRow row, ByteRange range, Function<Origin, OutputStream> head) {
        var times = request.context().get(RequestTimes.class).orElseGet(RequestTimes::new);
        var client = connections.of(request).orElseThrow(() -> new CloseConnectionException("the client has left"));
        try (var body = open(row, range, times)) {
            var transfer = new Transfer(client, stall, range.length(), checksum(row, range, body));
            try (var out = head.apply(body.origin())) {
                out.write(NOTHING, 0, 0);
                transfer.send(body);
            } catch (IOException e) {
                times.brokeOff(CLIENT_LEFT);
                throw new CloseConnectionException("the client has left", e);
            } catch (StorageFailure e) {
                var problem = Problem.of(e.reason());
                times.brokeOff(problem.status().code());
                times.failed(problem);
                LOG.warn("answer cut off model={} reason={} detail={}", row.key(), e.reason(), e.getMessage());
                throw new CloseConnectionException("the storage failed", e);
            } finally {
                metrics.sent(transfer.sentBytes(), transfer.writeNanos());
                times.transferred(transfer.readNanos(), transfer.writeNanos());
                if (isReadNow(body.origin())) {
                    metrics.read(transfer.readNanos());
                }
            }
        }
    }

    /**
     * Where the client is to fetch the archive itself; empty where it is delivered.
     *
     * @throws Refusal where no place can be named
     */
    Optional<URI> place(ModelRow row) {
        try {
            return storage.place(row);
        } catch (StorageFailure e) {
            throw new Refusal(Problem.of(e.reason()), String.valueOf(e.getMessage()));
        }
    }

    /** Whether the bytes come from the storage while they are sent, not before. */
    private static boolean isReadNow(Origin origin) {
        return switch (origin) {
            case STORAGE, BYPASS, UNKEPT -> true;
            case HIT, MISS, JOINED -> false;
        };
    }

    private StoredBody open(ModelRow row, ByteRange range, RequestTimes times) {
        try {
            var body = Aside.call(() -> storage.open(row, range));
            var opening = body.times();
            times.opened(opening.poolWaitNanos(), opening.firstByteNanos());
            if (body.origin().readsStorage()) {
                metrics.poolWaited(opening.poolWaitNanos());
                metrics.opened(opening.firstByteNanos());
            }
            metrics.cacheAsked(body.origin());
            return body;
        } catch (StorageFailure e) {
            times.opened(e.times().poolWaitNanos(), e.times().firstByteNanos());
            metrics.poolWaited(e.times().poolWaitNanos());
            LOG.debug("archive not opened model={} reason={} detail={}", row.key(), e.reason(), e.getMessage());
            throw new Refusal(Problem.of(e.reason()), String.valueOf(e.getMessage()));
        }
    }

    /** A part's checksum is known to nobody; its length still is. */
    private static OptionalLong checksum(ModelRow row, ByteRange range, StoredBody body) {
        var print = row.fingerprint();
        return range.length() == print.sizeBytes() && !body.isProven()
                ? OptionalLong.of(print.crc32cValue())
                : OptionalLong.empty();
    }
}
