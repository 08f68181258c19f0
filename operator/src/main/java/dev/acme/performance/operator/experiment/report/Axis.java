package dev.acme.performance.operator.experiment.report;

import java.util.ArrayList;
import java.util.List;

/** A linear scale with round steps: 1, 2 or 5 times a power of ten (Heckbert, Graphics Gems, Nice numbers for graph labels). */
record Axis(double least, double most, double step) {
    private static final int STEPS = 6;

    /** That holds both values; some room where they are equal. */
    static Axis holding(double low, double high) {
        double from = Math.min(low, high);
        double to = Math.max(low, high);
        if (!Double.isFinite(from) || !Double.isFinite(to)) {
            return new Axis(0, 1, 0.2);
        }
        if (to - from < 1e-9 * Math.max(1, Math.abs(to))) {
            double room = Math.max(Math.abs(to) / 10, 1e-3);
            from -= room;
            to += room;
        }
        double step = round((to - from) / STEPS);
        return new Axis(step * Math.floor(from / step), step * Math.ceil(to / step), step);
    }

    private static double round(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** Where a value lies, 0 to 1; values beyond the ends lie on them. */
    double place(double value) {
        return Math.clamp((value - least) / (most - least), 0, 1);
    }

    /** Labelled values. */
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        long count = Math.round((most - least) / step);
        for (long i = 0; i <= count; i++) {
            ticks.add(least + i * step);
        }
        return ticks;
    }

    /** A tick's text: as many decimals as the step has. */
    String label(double tick) {
        int decimals = Math.clamp(-(long) Math.floor(Math.log10(step)), 0, 9);
        return Plain.number(tick == 0 ? 0 : tick, decimals);
    }
}
