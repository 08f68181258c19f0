package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.Location;
import java.nio.ByteBuffer;

/** A client's way on from a redirect: its second connection, the request that goes there and when it was told to. */
final class Hop {
    private final Connection connection;
    private final ByteBuffer request = Location.roomForRequest();
    private long begun;

    Hop(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    ByteBuffer request() {
        return request;
    }

    /** The redirect had come. */
    void begin(Location location, long now) {
        location.writeRequest(request);
        begun = now;
    }

    /** Nanoseconds of {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    void abandon() {
        if (connection.line != null) {
            connection.line.remove(connection);
        }
        connection.close();
    }
}
