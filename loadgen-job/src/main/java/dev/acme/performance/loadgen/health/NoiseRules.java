package dev.acme.performance.loadgen.health;

import dev.acme.performance.exchange.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rule H-24: whether something else on the machine took part in the numbers. Pressure on the processors is told and not
 * judged, for the load itself makes it.
 */
public final class NoiseRules {
    /** Less lies within what two runs that are equal differ by: comparisons call nothing below 5 % a difference. */
    static final double MOST_PERCENT = 5;

    private NoiseRules() {}

    /** Reasons to doubt a result, each beginning with its word; empty for a quiet machine. */
    public static List<String> reasons(Noise noise) {
        var reasons = new ArrayList<String>();
        exceeds(reasons, noise.stealPercent(), "of the processors' time was taken by the hypervisor");
        exceeds(reasons, noise.othersPercent(), "of the processors' time was used by processes outside the run");
        exceeds(reasons, noise.memoryPressurePercent(), "of the time something waited for memory");
        exceeds(reasons, noise.ioPressurePercent(), "of the time everything waited for disks");
        return reasons;
    }

    private static void exceeds(List<String> reasons, @Nullable Double percent, String what) {
        if (percent != null && percent > MOST_PERCENT) {
            reasons.add(String.format(Locale.ROOT, "Noisy: %.1f %% %s, at most %.0f %%", percent, what, MOST_PERCENT));
        }
    }
}
