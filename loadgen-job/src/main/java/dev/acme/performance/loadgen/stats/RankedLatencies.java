package dev.acme.performance.loadgen.stats;

import org.HdrHistogram.Histogram;

/** Latencies in order: every one of them, or their histogram once there were too many to keep. */
sealed interface RankedLatencies {
    long count();

    /** Nanoseconds of the sample of that rank, from 1. */
    long nanosAt(long rank);

    /** How many are smaller. */
    long countBelow(long nanos);

    /** How many are larger. */
    long countAbove(long nanos);

    /** Sorted samples, all or only those of one kind. */
    final class Exact implements RankedLatencies {
        private final long[] sorted;
        private final Kind kind;

        Exact(long[] sorted, Kind kind) {
            this.sorted = sorted;
            this.kind = kind;
        }

        @Override
        public long count() {
            long count = 0;
            for (long sample : sorted) {
                count += kind.holds(sample) ? 1 : 0;
            }
            return count;
        }

        @Override
        public long nanosAt(long rank) {
            long met = 0;
            for (long sample : sorted) {
                met += kind.holds(sample) ? 1 : 0;
                if (met == rank) {
                    return sample >> 1;
                }
            }
            throw new IndexOutOfBoundsException(rank);
        }

        @Override
        public long countBelow(long nanos) {
            long count = 0;
            for (long sample : sorted) {
                count += kind.holds(sample) && sample >> 1 < nanos ? 1 : 0;
            }
            return count;
        }

        @Override
        public long countAbove(long nanos) {
            long count = 0;
            for (long sample : sorted) {
                count += kind.holds(sample) && sample >> 1 > nanos ? 1 : 0;
            }
            return count;
        }
    }

    /** A histogram of microseconds; a value is the highest that its bucket stands for, never above the true maximum. */
    record Counted(Histogram histogram, long maxNanos) implements RankedLatencies {
        private static final long NANOS_PER_MICRO = 1_000;

        @Override
        public long count() {
            return histogram.getTotalCount();
        }

        @Override
        public long nanosAt(long rank) {
            return Math.min(maxNanos, histogram.getValueAtPercentile(100.0 * rank / count()) * NANOS_PER_MICRO);
        }

        @Override
        public long countBelow(long nanos) {
            long micros = Math.clamp(nanos / NANOS_PER_MICRO, 0, Histograms.MAX_MICROS);
            return micros == 0 ? 0 : histogram.getCountBetweenValues(0, micros - 1);
        }

        @Override
        public long countAbove(long nanos) {
            long micros = Math.clamp(nanos / NANOS_PER_MICRO, 0, Histograms.MAX_MICROS);
            return count() - histogram.getCountBetweenValues(0, micros);
        }
    }

    /** Which samples count: the lowest bit tells a cold start. */
    enum Kind {
        ALL,
        COLD,
        WARM;

        boolean holds(long sample) {
            return switch (this) {
                case ALL -> true;
                case COLD -> (sample & 1) == 1;
                case WARM -> (sample & 1) == 0;
            };
        }
    }
}
