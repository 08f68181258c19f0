package dev.acme.performance.local.backends;

import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local, in memory.
 *
 * <p>Its own server would listen on every address of the machine, also on those of pods, and report its start to its maker;
 * so its handler is put into a server of ours.
 */
final class DynamoDbBackend implements AutoCloseable {
    private static final int MOST_THREADS = 64;

    private final Server server;
    private final LocalDynamoDBRequestHandler tables;
    private final URI endpoint;

    private DynamoDbBackend(Server server, LocalDynamoDBRequestHandler tables, URI endpoint) {
        this.server = server;
        this.tables = tables;
        this.endpoint = endpoint;
    }

    static DynamoDbBackend start(ListenAddress address) {
        try {
            var pool = new QueuedThreadPool(MOST_THREADS);
            pool.setName("dynamodb");
            pool.setDaemon(true);
            var server = new Server(pool);
            var http = new HttpConfiguration();
            http.setSendServerVersion(false);
            var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
            connector.setHost(address.host());
            connector.setPort(address.port());
            server.addConnector(connector);
            var tables = new LocalDynamoDBRequestHandler(0, true, null, false, false);
            server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(tables, "*"), "/"));
            server.start();
            var endpoint = URI.create("http://" + address.host() + ":" + connector.getLocalPort());
            return new DynamoDbBackend(server, tables, endpoint);
        } catch (Exception e) {
            throw new BackendFailure("DynamoDB did not start on " + address + ": " + e.getMessage(), e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            server.stop();
            tables.shutdown();
        } catch (Exception e) {
            throw new BackendFailure("DynamoDB did not stop", e);
        }
    }
}
