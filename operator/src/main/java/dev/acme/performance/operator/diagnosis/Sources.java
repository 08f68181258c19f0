package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.Storage;
import java.util.Optional;

/** Whether the bytes come too slowly: from the catalogue, from the storage, over the network. */
final class Sources {
    private static final double MOST_PERCENT = 50;
    /** DynamoDB promises single-digit milliseconds: a look-up that takes no longer is what everybody gets. */
    private static final double SLOW_METADATA_MS = 10;

    private static final double BYTES_PER_MEGABYTE = 1e6;
    /** What S3 usually takes to a first byte, at most, and half of what one of its connections usually carries. */
    private static final double SLOW_FIRST_BYTE_MS = 200;

    private static final double SLOW_MEGABYTES = 42.5;
    /** A transfer that is over sooner is nobody's bottleneck. */
    private static final double NOTABLE_TRANSFER_MS = 100;
    /** One connection of many that gets less than this part of what it got alone shares something with the others. */
    private static final double SHARED = 0.5;
    /** What one decimal shows as none. */
    private static final double NOBODY = 0.05;

    /** After as many bytes a function's answer is paced, at as many a second. */
    private static final long UNPACED_BYTES = 6_291_556;

    private Sources() {}

    static Optional<Bottleneck> metadata(Situation situation) {
        double share = situation.sharePercent(Counted.METADATA);
        double ms = situation.counted().meanMs(situation.counted().phaseSeconds(Counted.METADATA));
        if (share < MOST_PERCENT || ms < SLOW_METADATA_MS) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(Component.METADATA, share)
                .because(
                        "a request spends %.1f ms of its %.1f ms in the service reading the catalogue",
                        ms, situation.serviceMeanMs())
                .because(Processors.line(situation))
                .advise("no field of the run helps: look at the DynamoDB table's capacity and at the way there"));
    }

    /** The bandwidth that all connections share is used up. */
    static Optional<Bottleneck> network(Situation situation) {
        double share = situation.sharePercent(situation.meanIn(Counted.READ) + situation.meanIn(Counted.WRITE));
        if (share < MOST_PERCENT || situation.isFunction()) {
            return Optional.empty();
        }
        return fromStorage(situation, share).or(() -> toClients(situation, share));
    }

    private static Optional<Bottleneck> fromStorage(Situation situation, double share) {
        double alone = situation.counted().shown(Sample.ALONE_RATE) / BYTES_PER_MEGABYTE;
        double together = ofOneConnection(situation);
        boolean isRead = situation.meanIn(Counted.READ) > situation.meanIn(Counted.WRITE);
        if (!isRead || situation.isCached() || !isShared(situation)) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(Component.NETWORK, share)
                .because(transferLine(situation))
                .because(
                        "one connection alone got %.1f MB/s from the storage, one of %.1f at once got %.1f MB/s",
                        alone, situation.connected(), together)
                .because(
                        "%.1f MB/s in all, whatever the number of connections",
                        situation.counted().increase(Sample.BYTES) / situation.loadedSeconds() / BYTES_PER_MEGABYTE)
                .because(Processors.line(situation))
                .changing("storage.caching", "Memory")
                .advise(
                        "storage.caching: Memory (was None); predicted: an archive crosses the way from the storage once,"
                                + " and a request that finds it takes at least %.1f ms less",
                        situation.counted().meanMs(situation.counted().phaseSeconds(Counted.READ))));
    }

    private static Optional<Bottleneck> toClients(Situation situation, double share) {
        double written = situation.sharePercent(Counted.WRITE);
        double ms = situation.counted().meanMs(situation.counted().phaseSeconds(Counted.WRITE));
        if (written < MOST_PERCENT || ms < NOTABLE_TRANSFER_MS) {
            return Optional.empty();
        }
        boolean canRedirect = situation.spec().storage().backend() == Storage.Backend.S3;
        return Optional.of(Finding.of(Component.NETWORK, share)
                .because(transferLine(situation))
                .because("%.1f ms of it the client's socket took no more bytes", ms)
                .because(
                        "the load generator used %.0f %% of its limit",
                        situation.result().client().cpuPercent())
                .because(Processors.line(situation))
                .changingIf(canRedirect, "storage.delivery", "Redirect")
                .advise(
                        canRedirect
                                ? "storage.delivery: Redirect (was Proxy); predicted: the archive does not pass the service"
                                        + " any more, which then takes %.1f ms a request"
                                : "compute.replicas: twice as many; predicted: %2$s, where the pods' own way out is what limits"
                                        + " (%1$.1f ms a request are not sending)",
                        situation.serviceMeanMs() - ms,
                        Gain.predicted(
                                situation,
                                situation.serviceMeanMs() - ms,
                                new Gain(2, "those are all in use"),
                                Gain.ofNode(situation),
                                Gain.ofClients(situation, situation.serviceMeanMs() - ms))));
    }

    /** A function's answer beyond 6 MB is paced at 2 MB/s by the platform. */
    static Optional<Bottleneck> pacing(Situation situation) {
        double share = situation.sharePercent(Counted.WRITE);
        boolean isPaced = situation.spec().model().sizeBytes() > UNPACED_BYTES && !situation.isRedirected();
        if (!situation.isFunction() || !isPaced || share < MOST_PERCENT) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(Component.NETWORK, share)
                .because(transferLine(situation))
                .because(
                        "Lambda streams %.1f MB of the archive's %.1f MB at no more than 2 MB/s",
                        (situation.spec().model().sizeBytes() - UNPACED_BYTES) / BYTES_PER_MEGABYTE,
                        situation.spec().model().sizeBytes() / BYTES_PER_MEGABYTE)
                .changing("storage.delivery", "Redirect")
                .advise(
                        "storage.delivery: Redirect (was Proxy); predicted: %.1f ms a request in the function",
                        situation.serviceMeanMs() * (100 - share) / 100));
    }

    /** The storage takes its time, for each request alone. */
    static Optional<Bottleneck> storage(Situation situation) {
        var counted = situation.counted();
        double inStorage = situation.meanIn(Counted.FIRST_BYTE) + situation.meanIn(Counted.READ);
        double share = situation.sharePercent(inStorage);
        if (share < MOST_PERCENT || !isSlow(situation) || isShared(situation)) {
            return Optional.empty();
        }
        double storageMs =
                counted.meanMs(counted.phaseSeconds(Counted.FIRST_BYTE) + counted.phaseSeconds(Counted.READ));
        return Optional.of(Finding.of(Component.STORAGE, share)
                .because(storageLine(situation))
                .because(
                        "one connection carries %.1f MB/s (%.1f MB/s alone); S3 usually 85",
                        ofOneConnection(situation), counted.shown(Sample.ALONE_RATE) / BYTES_PER_MEGABYTE)
                .because("%s", poolLine(situation))
                .because(Processors.line(situation))
                .changingIf(!situation.isCached(), "storage.caching", "Memory")
                .advise(
                        situation.isCached()
                                ? "no field of the run makes the storage quicker, and its archives are cached already (%.1f ms"
                                        + " a request are not the storage's)"
                                : "storage.caching: Memory (was None); predicted: %.1f ms in the service for a request that"
                                        + " finds the archive in memory",
                        Math.max(0, situation.serviceMeanMs() - storageMs)));
    }

    /** Whether a connection gets much less than it got alone: then they share something that there is too little of. */
    static boolean isShared(Situation situation) {
        double alone = situation.counted().shown(Sample.ALONE_RATE) / BYTES_PER_MEGABYTE;
        return alone > 0 && ofOneConnection(situation) < alone * SHARED;
    }

    /** What was seen of the pool; that nobody waits only where nobody was seen to. */
    private static String poolLine(Situation situation) {
        String used = Finding.text(
                "%.1f of %d connections are in use, ",
                Math.min(situation.connected(), situation.connections()), situation.connections());
        double awaiting = situation.awaiting();
        return used
                + (awaiting < NOBODY
                        ? "nobody waits for one: more of them would not help"
                        : Finding.text("%.1f requests wait for one", awaiting));
    }

    private static boolean isSlow(Situation situation) {
        var counted = situation.counted();
        double transferMs = counted.meanMs(counted.phaseSeconds(Counted.READ));
        return counted.meanMs(counted.phaseSeconds(Counted.FIRST_BYTE)) > SLOW_FIRST_BYTE_MS
                || (transferMs > NOTABLE_TRANSFER_MS && ofOneConnection(situation) < SLOW_MEGABYTES);
    }

    /** MB/s of one connection while it transfers. */
    private static double ofOneConnection(Situation situation) {
        double seconds = situation.counted().phaseSeconds(Counted.READ)
                + situation.counted().phaseSeconds(Counted.WRITE);
        return seconds <= 0 ? 0 : situation.counted().increase(Sample.BYTES) / seconds / BYTES_PER_MEGABYTE;
    }

    private static String transferLine(Situation situation) {
        var counted = situation.counted();
        return Finding.text(
                "a request spends %.1f ms of its %.1f ms in the service transferring the archive",
                counted.meanMs(counted.phaseSeconds(Counted.READ) + counted.phaseSeconds(Counted.WRITE)),
                situation.serviceMeanMs());
    }

    static String storageLine(Situation situation) {
        var counted = situation.counted();
        return Finding.text(
                "the storage takes %.1f ms to the first byte and %.1f ms for the rest, of %.1f ms in the service",
                counted.meanMs(counted.phaseSeconds(Counted.FIRST_BYTE)),
                counted.meanMs(counted.phaseSeconds(Counted.READ)),
                situation.serviceMeanMs());
    }
}
