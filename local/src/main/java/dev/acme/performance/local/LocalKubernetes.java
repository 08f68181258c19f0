package dev.acme.performance.local;

import dev.acme.performance.local.apiserver.ApiServer;
import dev.acme.performance.local.backends.Backends;
import dev.acme.performance.local.backends.PostgresBackend;
import dev.acme.performance.local.controllers.Controllers;
import dev.acme.performance.local.node.Node;
import dev.acme.performance.local.node.NodeSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A whole Kubernetes on this machine, from start to stop.
 *
 * <p>Use it with try-with-resources. Ctrl-C and SIGTERM stop it too; after {@code kill -9} no process of it remains, and its
 * folder is taken over by the next one.
 */
public final class LocalKubernetes implements AutoCloseable {
    private final Closing closing;
    private final Thread hook;
    private final ApiServer apiServer;
    private final Node node;
    private final KubernetesClient client;
    private final Future<Backends> backends;

    private LocalKubernetes(LocalSettings settings, Closing closing, Thread hook) {
        this.closing = closing;
        this.hook = hook;
        var clock = InstantSource.system();
        Path postgresFolder = settings.folder().resolve("backends/postgres");
        var pidFiles = List.of(PostgresBackend.pidFile(postgresFolder));
        var folder = closing.add(
                Folder.take(settings.folder(), settings.neededBytes(), path -> Node.endLeftovers(path, pidFiles)));
        if (settings.isKept()) {
            folder.keep();
        }
        closing.add(DiskWatch.start(folder, DiskWatch.LEAST_BYTES, settings.trouble()));
        backends = inBackground(() -> Backends.start(
                Backends.Settings.ofFolder(folder.path().resolve("backends")).shaped(settings.shape())));
        closing.add(() -> backends().close());
        apiServer = closing.add(ApiServer.start(clock));
        closing.add(Controllers.start(apiServer.cluster(), clock));
        var nodeSettings =
                NodeSettings.ofThisComputer(folder.path(), settings.images()).withPidFiles(pidFiles);
        node = closing.add(Node.start(apiServer.cluster(), nodeSettings, clock));
        apiServer.keepLogs(node.logs());
        client = closing.add(ClientOf.server(apiServer));
        Kubeconfig.write(folder.path(), apiServer);
    }

    /**
     * Starts everything, side by side where it can be.
     *
     * @throws FolderUnavailable where the folder cannot be had
     * @throws dev.acme.performance.local.node.NodeUnavailable where this computer lacks what pods need
     * @throws dev.acme.performance.local.backends.BackendFailure where a backend does not start
     */
    public static LocalKubernetes start(LocalSettings settings) {
        Quiet.down();
        var closing = new Closing();
        var hook = new Thread(closing::close, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var kubernetes = new LocalKubernetes(settings, closing, hook);
            kubernetes.backends();
            return kubernetes;
        } catch (RuntimeException | Error e) {
            stop(closing, hook);
            throw e;
        }
    }

    private static <T> Future<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("backends").start(task);
        return task;
    }

    /** A client with all rights; closed with the machine. */
    public KubernetesClient client() {
        return client;
    }

    /** Where the API is; whoever shows the token of the kubeconfig file in the folder may use it. */
    public String url() {
        return apiServer.url();
    }

    /** What {@link #url} asks for, and the only token there is. */
    public String token() {
        return apiServer.token();
    }

    /** The name of the one node. */
    public String nodeName() {
        return node.name();
    }

    /** What uses this machine and is closed before it, however it is stopped. */
    public <T extends AutoCloseable> T with(T user) {
        return closing.add(user);
    }

    public Backends backends() {
        try {
            return backends.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops everything, the last started first; a second call waits for the first. */
    @Override
    public void close() {
        stop(closing, hook);
    }

    private static void stop(Closing closing, Thread hook) {
        closing.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is on its way out already
            return;
        }
    }
}
