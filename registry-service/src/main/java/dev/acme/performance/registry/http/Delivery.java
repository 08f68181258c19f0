package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.metrics.ServiceMetrics;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StoredBody;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
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
     * @param head fills in the answer's head; its stream writes it
     * @throws Refusal where nothing could be opened
     * @throws CloseConnectionException where the answer broke off
     */
    void deliver(ServerRequest request, ModelRow row, ByteRange range, Supplier<OutputStream> head) {
        var times = request.context().get(RequestTimes.class).orElseGet(RequestTimes::new);
        var client = connections.of(request).orElseThrow(() -> new CloseConnectionException("the client has left"));
        try (var body = open(row, range, times)) {
            var transfer = new Transfer(client, stall, range.length(), checksum(row, range));
            try (var out = head.get()) {
                out.write(NOTHING, 0, 0);
                transfer.send(body);
            } catch (IOException e) {
                times.brokeOff(CLIENT_LEFT);
                throw new CloseConnectionException("the client has left", e);
            } catch (StorageFailure e) {
                times.brokeOff(Problem.of(e.reason()).status().code());
                LOG.warn("answer cut off model={} reason={} detail={}", row.key(), e.reason(), e.getMessage());
                throw new CloseConnectionException("the storage failed", e);
            } finally {
                metrics.sent(transfer.sentBytes(), transfer.readNanos(), transfer.writeNanos());
            }
        }
    }

    private StoredBody open(ModelRow row, ByteRange range, RequestTimes times) {
        try {
            var body = Aside.call(() -> storage.open(row, range));
            var opening = body.times();
            times.opened(opening.poolWaitNanos(), opening.firstByteNanos());
            metrics.poolWaited(opening.poolWaitNanos());
            metrics.opened(opening.firstByteNanos());
            return body;
        } catch (StorageFailure e) {
            times.opened(e.times().poolWaitNanos(), e.times().firstByteNanos());
            metrics.poolWaited(e.times().poolWaitNanos());
            LOG.debug("archive not opened model={} reason={} detail={}", row.key(), e.reason(), e.getMessage());
            throw new Refusal(Problem.of(e.reason()), String.valueOf(e.getMessage()));
        }
    }

    /** A part's checksum is known to nobody; its length still is. */
    private static OptionalLong checksum(ModelRow row, ByteRange range) {
        var print = row.fingerprint();
        return range.length() == print.sizeBytes() ? OptionalLong.of(print.crc32cValue()) : OptionalLong.empty();
    }
}
