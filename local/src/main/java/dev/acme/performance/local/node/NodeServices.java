package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.Cluster;
import java.nio.file.Path;
import java.time.InstantSource;

/** What every pod of the node shares. */
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
        LogFiles logs) {}
