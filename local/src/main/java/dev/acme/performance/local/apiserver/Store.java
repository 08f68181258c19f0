package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Every object and the last few thousand changes, one write after the other.
 *
 * <p>A change has the revision that its object carries as resourceVersion; revisions have no gaps, so whoever has read the
 * objects at a revision and follows the changes after it misses nothing. Stored trees are never changed: a write puts a new
 * one.
 */
final class Store {
    /** Who falls further behind is told to start over, as with a compacted etcd. */
    static final int REMEMBERED = 4096;

    private static final int BATCH = 256;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final TreeMap<ObjectKey, ObjectNode> objects = new TreeMap<>();
    private final Change[] remembered = new Change[REMEMBERED];
    private long revision = 1;

    /** All of it, or nothing where the work throws: what it wrote becomes visible when it returns. */
    <T> T write(Function<Transaction, T> work) {
        lock.lock();
        try {
            var transaction = new Transaction();
            T result = work.apply(transaction);
            transaction.commit();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Missing where there is none. */
    JsonNode get(ObjectKey key) {
        lock.lock();
        try {
            return stored(key);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Every object of a kind, in the order of namespace and name.
     *
     * @param namespace empty for all
     */
    Snapshot list(ResourceId resource, String namespace) {
        lock.lock();
        try {
            var from = new ObjectKey(resource, namespace, "");
            var found = new ArrayList<ObjectNode>();
            for (var entry : objects.tailMap(from).entrySet()) {
                var key = entry.getKey();
                boolean isElsewhere = !namespace.isEmpty() && !key.namespace().equals(namespace);
                if (isElsewhere || !key.resource().equals(resource)) {
                    break;
                }
                found.add(entry.getValue());
            }
            return new Snapshot(found, revision);
        } finally {
            lock.unlock();
        }
    }

    /** Every object there is. */
    Snapshot all() {
        lock.lock();
        try {
            return new Snapshot(List.copyOf(objects.values()), revision);
        } finally {
            lock.unlock();
        }
    }

    long revision() {
        lock.lock();
        try {
            return revision;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next changes after a revision, waiting for the first one.
     *
     * @return at most a batch; empty where nothing changed in time
     * @throws Forgotten where some of them are not remembered any more
     */
    List<Change> changesAfter(long since, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = wait.toNanos();
            while (since == revision && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (since > revision || since < revision - REMEMBERED) {
                throw new Forgotten();
            }
            var changes = new ArrayList<Change>();
            for (long r = since + 1; r <= Math.min(revision, since + BATCH); r++) {
                changes.add(remembered[(int) (r % REMEMBERED)]);
            }
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private JsonNode stored(ObjectKey key) {
        ObjectNode found = objects.get(key);
        return found == null ? MissingNode.getInstance() : found;
    }

    /** Objects at a revision. */
    record Snapshot(List<ObjectNode> objects, long revision) {}

    /** The changes asked for are gone, or belong to another store. */
    static final class Forgotten extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads and writes of one caller while nobody else writes. */
    final class Transaction {
        private final List<Change> changes = new ArrayList<>();

        /** Missing where there is none; must not be changed. */
        JsonNode get(ObjectKey key) {
            for (var change : changes.reversed()) {
                if (change.key().equals(key)) {
                    return change.after();
                }
            }
            return stored(key);
        }

        /** Puts a tree that the caller gives away; answers it with its resourceVersion. */
        ObjectNode put(ObjectKey key, ObjectNode object) {
            long next = next();
            object.withObject("/metadata").put("resourceVersion", Long.toString(next));
            changes.add(new Change(next, key, get(key), object));
            return object;
        }

        /** Answers what was removed, with the resourceVersion of its removal. */
        ObjectNode remove(ObjectKey key) {
            long next = next();
            ObjectNode last = get(key).deepCopy();
            last.withObject("/metadata").put("resourceVersion", Long.toString(next));
            changes.add(new Change(next, key, last, MissingNode.getInstance()));
            return last;
        }

        private long next() {
            return revision + changes.size() + 1;
        }

        private void commit() {
            for (var change : changes) {
                if (change.after() instanceof ObjectNode object) {
                    objects.put(change.key(), object);
                } else {
                    objects.remove(change.key());
                }
                revision = change.revision();
                remembered[(int) (revision % REMEMBERED)] = change;
            }
            if (!changes.isEmpty()) {
                changed.signalAll();
            }
        }
    }
}
