package dev.acme.performance.local.apiserver;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** A Kubernetes API on a loopback port, for whoever shows its token. */
public final class ApiServer implements AutoCloseable {
    private static final List<String> NAMESPACES = List.of("default", "kube-system", "kube-public");
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(10);
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_POOL_THREADS = 16;

    private final Server server;
    private final ServerConnector connector;
    private final Streams streams;
    private final Cluster cluster;
    private final String token = Secrets.random();

    private ApiServer(InstantSource clock) {
        var api = new ObjectApi(clock, RandomGenerator.getDefault());
        cluster = new Cluster(api);
        streams = new Streams(api, clock);
        var pool = new QueuedThreadPool(MOST_POOL_THREADS);
        pool.setName("api");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(pool);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setIdleTimeout(IDLE_LIMIT.toMillis());
        server.addConnector(connector);
        var webSockets = ServerWebSocketContainer.ensure(server);
        webSockets.setIdleTimeout(Duration.ZERO);
        server.setHandler(new ApiHandler(api, streams, token));
    }

    /** Starts on a free port, with the namespaces every cluster has. */
    public static ApiServer start(InstantSource clock) {
        var apiServer = new ApiServer(clock);
        NAMESPACES.forEach(apiServer.cluster::createNamespace);
        try {
            apiServer.server.start();
            return apiServer;
        } catch (Exception e) {
            apiServer.close();
            throw new IllegalStateException("the API server did not start", e);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:4711}. */
    public String url() {
        return "http://" + connector.getHost() + ":" + connector.getLocalPort();
    }

    /** What a client must show. */
    public String token() {
        return token;
    }

    /** The same objects for those who live in this process. */
    public Cluster cluster() {
        return cluster;
    }

    /** Serves the logs that a node keeps. */
    public void keepLogs(PodLogs logs) {
        streams.keepLogs(logs);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the API server did not stop", e);
        }
    }
}
