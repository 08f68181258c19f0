package dev.acme.performance.loadgen.stats;

import java.util.ArrayList;
import java.util.List;

/** How requests were spread over replicas, by their numbers; plain sums, so merging is adding. */
public final class ReplicaCounts {
    private final List<Share> shares = new ArrayList<>();

    /** What one replica did. */
    public static final class Share {
        private long succeeded;
        private long failed;
        private long bytes;
        private long nanos;

        public long succeeded() {
            return succeeded;
        }

        public long failed() {
            return failed;
        }

        /** Body bytes of successful requests. */
        public long bytes() {
            return bytes;
        }

        /** Response times of successful requests, all together. */
        public long nanos() {
            return nanos;
        }
    }

    void succeeded(int replica, long bodyBytes, long responseNanos) {
        Share share = of(replica);
        share.succeeded++;
        share.bytes += bodyBytes;
        share.nanos += responseNanos;
    }

    void failed(int replica) {
        of(replica).failed++;
    }

    void merge(ReplicaCounts other) {
        for (int replica = 0; replica < other.shares.size(); replica++) {
            Share more = other.shares.get(replica);
            Share share = of(replica);
            share.succeeded += more.succeeded;
            share.failed += more.failed;
            share.bytes += more.bytes;
            share.nanos += more.nanos;
        }
    }

    /** Nothing but zeros for one that was never asked. */
    public Share of(int replica) {
        while (shares.size() <= replica) {
            shares.add(new Share());
        }
        return shares.get(replica);
    }
}
