package dev.acme.performance.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What else went on on the load generator's machine from just before the common start to the end of the window, in percent;
 * absent where the machine does not tell.
 *
 * @param stealPercent processor time that a hypervisor gave to others, of all
 * @param othersPercent processor time of processes that do not belong to the run, of all; known on one machine only
 * @param cpuPressurePercent time in which something waited for a processor; the load itself makes it, so it is not judged
 * @param memoryPressurePercent time in which something waited for memory
 * @param ioPressurePercent time in which everything waited for disks
 */
public record Noise(
        @Nullable Double stealPercent,
        @Nullable Double othersPercent,
        @Nullable Double cpuPressurePercent,
        @Nullable Double memoryPressurePercent,
        @Nullable Double ioPressurePercent) {}
