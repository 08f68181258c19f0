package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;

/** An attempt that ended, of the run of that name. */
public record PastRun(String run, HistoryEntry entry) {}
