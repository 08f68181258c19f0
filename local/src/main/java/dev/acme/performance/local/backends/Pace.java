package dev.acme.performance.local.backends;

/** Says when bytes may pass so that in the long run no more of them pass a second; whoever comes first is served first. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double bytesPerSecond;
    private long free = Long.MIN_VALUE;

    /** @param bytesPerSecond 0 for as many as come */
    Pace(double bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** The instant, in the terms of {@link System#nanoTime}, at which these bytes have passed. */
    synchronized long passed(int bytes, long now) {
        if (bytesPerSecond <= 0) {
            return now;
        }
        long start = free == Long.MIN_VALUE ? now : Math.max(free, now);
        free = start + Math.round(bytes / bytesPerSecond * NANOS_PER_SECOND);
        return free;
    }

    /** Pieces that take about 10 ms each, so that the pace is a steady one. */
    int pieceBytes(int most) {
        return bytesPerSecond <= 0 ? most : (int) Math.clamp(bytesPerSecond / 100, 2048, most);
    }
}
