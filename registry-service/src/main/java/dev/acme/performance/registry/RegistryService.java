package dev.acme.performance.registry;

import dev.acme.performance.registry.catalogue.Catalogue;
import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.http.RegistryServer;
import dev.acme.performance.registry.http.ServerSettings;
import dev.acme.performance.registry.http.WarmUp;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.StorageFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: everything it is made of, wired by hand. */
public final class RegistryService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryService.class);
    /** Whoever awaits the service has deadlines of its own; this one ends a process that everybody forgot. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final Deadlines deadlines;
    private final Catalogue catalogue;
    private final ModelStorage storage;
    private final RegistryServer server;

    private RegistryService(RegistryConfig config, Deadlines deadlines, Catalogue catalogue, ModelStorage storage) {
        this.deadlines = deadlines;
        this.catalogue = catalogue;
        this.storage = storage;
        server = new RegistryServer(config.server(), storage, catalogue, deadlines);
    }

    /**
     * Checks that the backends can be reached, and opens the port.
     *
     * @throws CannotStart where one of them fails
     */
    public static RegistryService start(RegistryConfig config) {
        var deadlines = new Deadlines();
        var catalogue = new Catalogue(config.catalogue(), deadlines);
        var storage = Stores.delivered(config, deadlines);
        var service = new RegistryService(config, deadlines, catalogue, storage);
        return service.started(config, () -> {
            service.reachStorage();
            reach(catalogue);
            service.warmUp(config);
            service.listen(config.server());
        });
    }

    /**
     * Checks that the catalogue can be reached, and opens the port. The storage's check has a client of its own, which no
     * request uses: it would only lengthen a cold start, and the first answer tells as much. What takes long is done side by
     * side: the two clients, then the catalogue's first answer beside the web server.
     *
     * @throws CannotStart where that fails
     */
    static RegistryService startFunction(RegistryConfig config) {
        var deadlines = new Deadlines();
        var storage = Beside.start(() -> Stores.delivered(config, deadlines));
        var catalogue = new Catalogue(config.catalogue(), deadlines);
        var reached = Beside.start(() -> reach(catalogue));
        var service = new RegistryService(config, deadlines, catalogue, storage.result());
        return service.started(config, () -> {
            service.listen(config.server());
            var _ = reached.result();
        });
    }

    private RegistryService started(RegistryConfig config, Runnable start) {
        try {
            start.run();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        LOG.info("state=serving host={} port={}", config.server().host(), port());
        return this;
    }

    public int port() {
        return server.port();
    }

    /** Drains running requests, then lets everything go. */
    @Override
    public void close() {
        server.close();
        storage.close();
        catalogue.close();
        deadlines.close();
        LOG.info("state=stopped");
    }

    /** A backend that answers, if only with a refusal, may be put right while we run; one that is not there may not. */
    private void reachStorage() {
        try {
            storage.probe();
        } catch (StorageFailure e) {
            if (e.reason() != StorageFailure.Reason.REFUSED && e.reason() != StorageFailure.Reason.MISSING) {
                throw new CannotStart("the storage cannot be reached: " + e.getMessage());
            }
            LOG.warn("state=starting storage is not ready: {}", e.getMessage());
        }
    }

    private static boolean reach(Catalogue catalogue) {
        try {
            return catalogue.isActive();
        } catch (CatalogueFailure e) {
            if (e.reason() != CatalogueFailure.Reason.REFUSED) {
                throw new CannotStart("the catalogue cannot be reached: " + e.getMessage());
            }
            LOG.warn("state=starting catalogue is not ready: {}", e.getMessage());
            return false;
        }
    }

    /** With the awaited archive, once it is there, else with whichever there is. */
    private void warmUp(RegistryConfig config) {
        try {
            var awaited = config.readyModel().map(model -> {
                LOG.info("state=waiting model={}", model);
                return catalogue.await(model, LONGEST_WAIT);
            });
            var warmUp = new WarmUp(config.server(), storage, catalogue);
            if (warmUp.run(awaited, config.warmUp())) {
                server.markWarm(warmUp.alone());
            }
        } catch (CatalogueFailure e) {
            throw new CannotStart("the catalogue does not hold READY_MODEL: " + e.getMessage());
        }
    }

    private void listen(ServerSettings settings) {
        if (!server.start()) {
            throw new CannotStart(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + whyNot(settings));
        }
    }

    /** The web server logs the reason but does not tell it: asking the kernel once more does. */
    private static String whyNot(ServerSettings settings) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
            return "the web server did not start";
        } catch (IOException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
