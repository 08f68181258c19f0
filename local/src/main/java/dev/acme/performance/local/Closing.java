package dev.acme.performance.local;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be closed, the last opened first; each once, and one failure does not keep the others open. */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean isClosed;

    /**
     * Takes what has just been opened.
     *
     * @throws IllegalStateException where everything has been closed meanwhile: then it is closed too
     */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        if (isClosed) {
            close();
            throw new IllegalStateException("stopped while starting");
        }
        return resource;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        while (!open.isEmpty()) {
            var resource = open.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("{} did not close: {}", resource.getClass().getSimpleName(), e.getMessage());
            }
        }
    }
}
