package dev.acme.performance.local.apiserver;

import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** A Kubernetes API on a loopback port, for whoever shows its token: fabric8's mock server around a store of our own. */
public final class ApiServer implements AutoCloseable {
    private static final List<String> NAMESPACES = List.of("default", "kube-system", "kube-public");
    /** Vert.x below the mock would leave a folder of class path files outside the machine's when it is killed. */
    private static final String NO_FILE_CACHE = "vertx.disableFileCPResolving";

    private final KubernetesMockServer server;
    private final ApiDispatcher dispatcher;
    private final Cluster cluster;
    private final String token = Secrets.random();

    private ApiServer(InstantSource clock) {
        System.setProperty(NO_FILE_CACHE, "true");
        var api = new ObjectApi(clock, RandomGenerator.getDefault());
        cluster = new Cluster(api);
        var transport = new MockWebServer();
        dispatcher = new ApiDispatcher(api, clock, token, transport::reset);
        server = new KubernetesMockServer(new Context(), transport, new HashMap<>(), dispatcher, false);
    }

    /** Starts on a free port, with the namespaces every cluster has. */
    public static ApiServer start(InstantSource clock) {
        var apiServer = new ApiServer(clock);
        NAMESPACES.forEach(apiServer.cluster::createNamespace);
        apiServer.server.init(InetAddress.getLoopbackAddress(), 0);
        return apiServer;
    }

    /** Where it listens, such as {@code http://127.0.0.1:4711}. */
    public String url() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getPort();
    }

    /** The address for kubectl, which shows no token over plain HTTP: whoever knows it may do everything. */
    public String addressWithToken() {
        return Caller.address(url(), token);
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
        dispatcher.keepLogs(logs);
    }

    /** Ends every watch and stops listening; the mock gives up after ten seconds. */
    @Override
    public void close() {
        server.destroy();
    }
}
