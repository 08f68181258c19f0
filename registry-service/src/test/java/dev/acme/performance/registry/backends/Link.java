package dev.acme.performance.registry.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A way to a server on loopback that can be made to fall silent, or to break, in the middle of its answers. */
public final class Link implements AutoCloseable {
    private static final int PIECE = 16 * 1024;

    private final ServerSocket door;
    private final int target;
    private final Socket placeholder = new Socket();
    private final Thread doorkeeper = Thread.ofPlatform().daemon().unstarted(this::accept);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean breaks;

    private Link(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    public static Link to(int port) {
        return through(ServerSocketFactory.getDefault(), port);
    }

    /** One whose clients speak TLS. */
    public static Link secure(SSLContext context, int port) {
        return through(context.getServerSocketFactory(), port);
    }

    private static Link through(ServerSocketFactory doors, int port) {
        try {
            var link = new Link(doors.createServerSocket(0, 1024, InetAddress.getLoopbackAddress()), port);
            // a thread of the system's: a virtual one that waits keeps the door open for a while after its close
            link.doorkeeper.start();
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Lets the server say this many bytes more, of all its connections together, and then nothing. */
    public void silenceAfter(long bytes) {
        breaks = false;
        left.set(bytes);
    }

    /** Lets the server say this many bytes more, and then closes each connection on which it says more. */
    public void breakAfter(long bytes) {
        breaks = true;
        left.set(bytes);
    }

    /** Closes it for good: whoever comes is refused. */
    @Override
    public void close() {
        try {
            closed.countDown();
            if (!door.isClosed()) {
                door.close();
                keepAway();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(Link::end);
    }

    /** A port that is free is soon another test's server; one that is bound and does not listen refuses. */
    private void keepAway() throws IOException, InterruptedException {
        // the door is open for as long as somebody stands in it
        doorkeeper.join(Duration.ofSeconds(5));
        placeholder.setReuseAddress(true);
        placeholder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.getLocalPort()));
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pump(client, server, false));
                Thread.ofVirtual().start(() -> pump(server, client, true));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        try {
            pass(from.getInputStream(), to.getOutputStream(), isAnswer);
        } catch (IOException e) {
            end(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private void pass(InputStream in, OutputStream out, boolean isAnswer) throws IOException, InterruptedException {
        var piece = new byte[PIECE];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            int allowed = isAnswer ? Math.clamp(left.getAndAdd(-n), 0, n) : n;
            out.write(piece, 0, allowed);
            if (allowed < n) {
                if (!breaks) {
                    closed.await();
                }
                return;
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
