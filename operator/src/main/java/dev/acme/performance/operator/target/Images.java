package dev.acme.performance.operator.target;

import io.fabric8.kubernetes.api.model.Quantity;

/** The programs that a run starts, and what the administrator grants them. */
public record Images(
        String registry,
        String loadgen,
        int registryPort,
        Quantity loadCpu,
        Quantity loadMemory,
        PodGrants registryPods,
        PodGrants loadPods) {}
