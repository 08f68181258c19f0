package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.Catalogue;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.metrics.ServiceMetrics;
import dev.acme.performance.registry.storage.ModelStorage;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.util.Optional;

/** The web server with its routes. */
public final class RegistryServer implements AutoCloseable {
    private final ServerSettings settings;
    private final Readiness readiness;
    private final Gate gate;
    private final Ledger ledger;
    private final ServiceMetrics metrics;
    private final WebServer server;

    /** Builds the server around what it serves; {@link #start} opens its port. */
    public RegistryServer(ServerSettings settings, ModelStorage storage, Catalogue catalogue, Deadlines deadlines) {
        this.settings = settings;
        this.readiness = new Readiness(storage, catalogue);
        this.gate = new Gate(settings.gate());
        this.metrics = new ServiceMetrics(storage.backend());
        metrics.queueDepth(gate::depth);
        metrics.storagePool(() -> storage.pool().leased(), () -> storage.pool().pending());
        var connections = new ClientConnections(deadlines, settings.idle());
        this.ledger = new Ledger(metrics, connections, settings.idle());
        this.server = BoundedServer.of(settings, connections, routing(storage, catalogue, connections));
    }

    public Readiness readiness() {
        return readiness;
    }

    public int port() {
        return server.port();
    }

    /** No answer is a cold one: what the first has to do was done before; the storage was {@code alone} with it. */
    public void markWarm(Optional<LoneRead> alone) {
        ledger.markWarm();
        alone.ifPresent(read -> metrics.storageAlone(read.firstByteNanos(), read.bytesPerSecond()));
    }

    /** Opens the port; false where that failed. */
    public boolean start() {
        return server.start().isRunning();
    }

    /** Turns not ready, refuses new requests, lets running ones end within the grace, then closes. */
    @Override
    public void close() {
        readiness.stop();
        try {
            gate.drain(settings.grace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
    }

    private HttpRouting.Builder routing(ModelStorage storage, Catalogue catalogue, ClientConnections connections) {
        var reads = new CatalogueReads(catalogue, metrics);
        var turnstile = new Turnstile(gate, metrics);
        var delivery = new Delivery(storage, metrics, connections, settings.stall());
        var routing = HttpRouting.builder()
                .addFilter(ledger)
                .any(new StrictPath(), new NoBody())
                .register("/performance", new Downloads(turnstile, reads, delivery), new Models(turnstile, reads))
                .register("/health", new Health(readiness))
                .get("/metrics", new MetricsPage(metrics::text))
                .any(new LastRoute());
        new Problems().register(routing);
        return routing;
    }
}
