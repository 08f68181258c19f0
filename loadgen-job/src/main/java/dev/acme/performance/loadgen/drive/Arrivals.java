package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.LoadProfile;

/**
 * One thread's part of a schedule over one window: how many starts are planned by now, and which is the oldest that was
 * not taken yet. Two cursors over the same schedule: what lies between them waits. So the queue of waiting requests has
 * any length without taking memory, and none can be dropped.
 */
final class Arrivals {
    private final Schedule planning;
    private final Schedule taking;
    private final Deal deal;
    private final long windowNanos;
    private long start;
    private long planned;
    private long taken;

    /** Every {@code stride}-th start of the schedule, from {@code first} on, is this part's. */
    record Deal(int first, int stride) {}

    Arrivals(LoadProfile profile, boolean isWarmup, Deal deal, long windowNanos) {
        this.planning = Schedule.of(profile, isWarmup);
        this.taking = Schedule.of(profile, isWarmup);
        this.deal = deal;
        this.windowNanos = windowNanos;
        planning.advance(deal.first());
        taking.advance(deal.first());
    }

    void begin(long at) {
        start = at;
    }

    /** Whether one more start is planned for now or earlier; {@link #plan} takes note of it. */
    boolean isPlanned(long now) {
        return hasMore() && start + planning.at() - now <= 0;
    }

    /** Takes note of a start: it waits to be taken. Returns the instant it is planned for. */
    long plan() {
        long at = start + planning.at();
        planning.advance(deal.stride());
        planned++;
        return at;
    }

    boolean isWaiting() {
        return taken < planned;
    }

    /** The instant of the start that waits longest, which waits no more. */
    long take() {
        long at = start + taking.at();
        taking.advance(deal.stride());
        taken++;
        return at;
    }

    /** Whether the window holds starts that were not planned yet; the window's end is outside. */
    boolean hasMore() {
        return planning.at() < windowNanos;
    }

    /** Nanoseconds until the next start is planned; {@link DelayLine#NEVER} where the window holds none. */
    long untilPlanned(long now) {
        return hasMore() ? start + planning.at() - now : DelayLine.NEVER;
    }

    /** How many were planned so far. */
    long planned() {
        return planned;
    }

    /** How many wait. */
    long waiting() {
        return planned - taken;
    }
}
