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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: everything it is made of, wired by hand. */
public final class RegistryService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryService.class);
    /** Whoever awaits the service has deadlines of its own; this one ends a process that everybody forgot. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final Deadlines deadlines = new Deadlines();
    private final Catalogue catalogue;
    private final ModelStorage storage;
    private final RegistryServer server;

    private RegistryService(RegistryConfig config) {
        catalogue = new Catalogue(config.catalogue());
        storage = Stores.delivered(config, deadlines);
        server = new RegistryServer(config.server(), storage, catalogue, deadlines);
    }

    /**
     * Checks that the backends can be reached, and opens the port.
     *
     * @throws CannotStart where one of them fails
     */
    public static RegistryService start(RegistryConfig config) {
        return started(config, service -> {
            service.reachStorage();
            service.reachCatalogue();
            service.warmUp(config);
        });
    }

    /**
     * Checks that the catalogue can be reached, and opens the port. The storage's check has a client of its own, which no
     * request uses: it would only lengthen a cold start, and the first answer tells as much.
     *
     * @throws CannotStart where that fails
     */
    static RegistryService startFunction(RegistryConfig config) {
        return started(config, RegistryService::reachCatalogue);
    }

    private static RegistryService started(RegistryConfig config, Consumer<RegistryService> prepare) {
        var service = new RegistryService(config);
        try {
            prepare.accept(service);
            service.listen(config.server());
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        LOG.info("state=serving host={} port={}", config.server().host(), service.port());
        return service;
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

    private void reachCatalogue() {
        try {
            var _ = catalogue.isActive();
        } catch (CatalogueFailure e) {
            if (e.reason() != CatalogueFailure.Reason.REFUSED) {
                throw new CannotStart("the catalogue cannot be reached: " + e.getMessage());
            }
            LOG.warn("state=starting catalogue is not ready: {}", e.getMessage());
        }
    }

    /** With the awaited archive, once it is there, else with whichever there is. */
    private void warmUp(RegistryConfig config) {
        try {
            var awaited = config.readyModel().map(model -> {
                LOG.info("state=waiting model={}", model);
                return catalogue.await(model, LONGEST_WAIT);
            });
            new WarmUp(config.server(), storage, catalogue).run(awaited, config.warmUp());
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
