package dev.acme.performance.registry.host;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** All environments and what each of them does; decides who takes a request. Starts and ends no process itself. */
final class Fleet {
    private final FleetSettings settings;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Map<Long, Member> members = new LinkedHashMap<>();
    private final Ramp ramp;
    private final Reclaim reclaim;
    private final BackOff backOff = new BackOff();
    private long numbers;
    private int inFlight;

    /** @param clock nanoseconds */
    Fleet(FleetSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
        this.ramp = new Ramp(settings.rampPerTenSeconds(), clock.getAsLong());
        this.reclaim = new Reclaim(settings.idle());
    }

    /**
     * What became of a request.
     *
     * @param member whom it was given to, where it was admitted; {@link #release} or {@link #remove} gives it back
     */
    record Admitted(Admission admission, Optional<Member> member) {}

    Admitted admit() {
        return locked(() -> {
            long now = clock.getAsLong();
            var admission = Admission.of(settings, view(now));
            return switch (admission) {
                case Admission.Reuse reuse -> {
                    var member = Optional.ofNullable(members.get(reuse.environment()));
                    member.ifPresent(it -> busy(it, now));
                    yield new Admitted(admission, member);
                }
                case Admission.Start _ -> {
                    ramp.started(now);
                    inFlight++;
                    var member = add(false, now);
                    member.rate().took(now);
                    yield new Admitted(admission, Optional.of(member));
                }
                case Admission.Throttled _, Admission.NoRoom _ -> new Admitted(admission, Optional.empty());
            };
        });
    }

    /**
     * A place for an environment that nobody has asked for yet, where one is missing and there may be another one: those that
     * were started for requests meanwhile count as well. Where one did not come up, the next one is tried later.
     */
    Optional<Member> provision() {
        return locked(() -> {
            long have = members.values().stream().filter(Member::isProvisioned).count();
            long now = clock.getAsLong();
            return have < settings.provisioned() && members.size() < settings.most() && backOff.isOpen(now)
                    ? Optional.of(add(true, now))
                    : Optional.empty();
        });
    }

    /**
     * The member's process was started; it stays starting until it takes its request or is released.
     *
     * @return false where the member was taken out meanwhile: the caller ends the process
     */
    boolean started(Member member, Environment environment) {
        return locked(() -> {
            member.has(environment);
            return members.containsKey(member.number());
        });
    }

    /** The environment is up and handles the request it was started for. */
    void busy(Member member) {
        locked(() -> {
            member.becomes(Member.State.BUSY, clock.getAsLong());
            return true;
        });
    }

    /** A provisioned environment is up. */
    void ready(Member member) {
        locked(() -> {
            backOff.succeeded();
            member.becomes(Member.State.IDLE, clock.getAsLong());
            return true;
        });
    }

    /** A provisioned environment did not come up; its place is free, and filled again after a while. */
    void failed(Member member) {
        locked(() -> {
            members.remove(member.number());
            backOff.failed(clock.getAsLong());
            return true;
        });
    }

    /** The request is done; the environment waits for the next. */
    void release(Member member) {
        locked(() -> {
            member.becomes(Member.State.IDLE, clock.getAsLong());
            left();
            return true;
        });
    }

    /** The request is done, and its environment with it. */
    void remove(Member member) {
        locked(() -> {
            if (members.remove(member.number()) != null && !isSpare(member)) {
                left();
            }
            return true;
        });
    }

    /** Takes those out of the fleet that are no longer needed or have ended by themselves; the caller ends them. */
    List<Member> reclaimed() {
        return locked(() -> {
            long now = clock.getAsLong();
            var due = members.values().stream()
                    .filter(member -> member.state() == Member.State.IDLE)
                    .filter(member -> reclaim.isDue(member.isProvisioned(), member.since(), now)
                            || member.environment().filter(Environment::isAlive).isEmpty())
                    .toList();
            due.forEach(member -> members.remove(member.number()));
            return due;
        });
    }

    /** Waits until no request is under way. */
    boolean drain(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (inFlight > 0 && left > 0) {
                left = quiet.awaitNanos(left);
            }
            return inFlight == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all of them out; the caller ends them. */
    List<Member> empty() {
        return locked(() -> {
            var all = List.copyOf(members.values());
            members.clear();
            return all;
        });
    }

    int count(Member.State state) {
        return locked(() -> (int) members.values().stream()
                .filter(member -> member.state() == state)
                .count());
    }

    private FleetView view(long now) {
        var usable = members.values().stream()
                .filter(member ->
                        member.state() == Member.State.IDLE && member.rate().allows(now))
                .sorted(Comparator.comparingLong(Member::since).reversed())
                .map(Member::number)
                .toList();
        return new FleetView(inFlight, members.size(), usable, ramp.isOpen(now));
    }

    private void busy(Member member, long now) {
        inFlight++;
        member.rate().took(now);
        member.becomes(Member.State.BUSY, now);
    }

    private Member add(boolean provisioned, long now) {
        var member = new Member(++numbers, provisioned, new RequestRate(settings.requestsPerSecond()));
        member.becomes(Member.State.STARTING, now);
        members.put(member.number(), member);
        return member;
    }

    /** Whether no request depends on the member. */
    private static boolean isSpare(Member member) {
        return member.state() == Member.State.IDLE
                || (member.isProvisioned() && member.state() == Member.State.STARTING);
    }

    private void left() {
        inFlight--;
        if (inFlight == 0) {
            quiet.signalAll();
        }
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
