package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.Cluster;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What every pod of the node shares.
 *
 * @param pidFiles of the daemons that work for its pods
 */
record NodeServices(
        Cluster cluster,
        InstantSource clock,
        Images images,
        Path podsFolder,
        Spawner spawner,
        MemoryWatch memory,
        Prober prober,
        EventRecorder events,
        Addresses addresses,
        LogFiles logs,
        List<Path> pidFiles) {}
