package dev.acme.performance.loadgen.health;

import java.util.OptionalLong;

/**
 * Processor time of a machine since it started, in ticks of 10 ms, from the first line of {@code /proc/stat}, without
 * its first word: {@code user nice system idle iowait irq softirq steal …}. Interrupts are nobody's: they are in {@code all}, not in {@code busy}.
 */
record ProcessorTimes(double all, double busy, double steal) {
    private static final int STEAL = 7;

    static ProcessorTimes of(String line) {
        double[] ticks = new double[STEAL + 1];
        double all = 0;
        for (int field = 0; field <= STEAL; field++) {
            OptionalLong value = SystemFiles.number(line, field);
            ticks[field] = value.isPresent() ? value.getAsLong() : 0;
            all += ticks[field];
        }
        return new ProcessorTimes(all, ticks[0] + ticks[1] + ticks[2], ticks[STEAL]);
    }
}
