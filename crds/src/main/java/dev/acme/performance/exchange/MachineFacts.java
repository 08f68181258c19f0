package dev.acme.performance.exchange;

import org.jspecify.annotations.Nullable;

/** What the load generator's machine and program are, as far as they tell. */
public record MachineFacts(
        @Nullable String kernel,
        @Nullable String cpuModel,
        int processors,
        @Nullable Long memoryBytes,
        @Nullable String governor,
        @Nullable String cgroup,
        String java,
        String javaOptions) {}
