package dev.acme.performance.registry.metrics;

/** Bounds of the histograms: 1 ms to 65 s by factors of two. */
final class Buckets {
    private static final int COUNT = 17;
    private static final double FIRST_SECONDS = 0.001;

    private Buckets() {}

    static double[] seconds() {
        var bounds = new double[COUNT];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = FIRST_SECONDS * (1 << i);
        }
        return bounds;
    }
}
