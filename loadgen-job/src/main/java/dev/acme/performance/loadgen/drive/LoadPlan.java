package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.loadgen.http.RequestBytes;
import java.net.InetSocketAddress;
import java.util.List;

/** Everything a run needs to know before it starts; {@code profile} has the clients of this {@code part} only; {@code addresses} are taken in turn by the clients. */
public record LoadPlan(
        LoadProfile profile,
        Part part,
        RequestBytes request,
        List<InetSocketAddress> addresses,
        Onward onward,
        int threads) {
    /** Two million latencies, 16 MiB; where there are more, percentiles come from the histogram. */
    static final int KEPT_SAMPLES = 1 << 21;

    private static final int BURST_SECONDS = 600;
    /** An open loop's request takes a client of its own thread: with a few to each, one is free as if all were shared. */
    private static final int OPEN_CLIENTS_OF_THREAD = 16;

    public LoadPlan {
        addresses = List.copyOf(addresses);
        int most = isOpen(profile) ? Math.max(1, profile.clients() / OPEN_CLIENTS_OF_THREAD) : profile.clients();
        threads = Math.clamp(threads, 1, most);
    }

    private static boolean isOpen(LoadProfile profile) {
        return profile.ratePerSecond() != null;
    }

    /** Which planned starts of an open loop are that thread's: they are dealt out in turn to the parts, then to threads. */
    Arrivals.Deal dealOf(int thread) {
        return new Arrivals.Deal(part.index() + part.of() * thread, part.of() * threads);
    }

    /** How many of the clients belong to that thread: they are dealt out in turn. */
    int clientsOf(int thread) {
        return profile.clients() / threads + (thread < profile.clients() % threads ? 1 : 0);
    }

    /** The number of a thread's client among those of all parts. */
    int numberOf(int thread, int client) {
        return (thread + client * threads) * part.of() + part.index();
    }

    /** Whether the measured window has a length of its own. */
    boolean isTimed() {
        return profile.durationSeconds() != null;
    }

    /** Without end where the mode has no window of its own. */
    long windowNanos() {
        return profile.durationSeconds() == null ? Long.MAX_VALUE : seconds(profile.durationSeconds());
    }

    long warmupNanos() {
        return seconds(profile.warmupSeconds());
    }

    long timeoutNanos() {
        return seconds(profile.timeoutSeconds());
    }

    long thinkNanos() {
        return profile.thinkTimeMs() * 1_000_000L;
    }

    /** Latencies that a thread keeps exactly: its share of what fits beside everything else in 128 MiB. */
    int samplesOfThread() {
        return KEPT_SAMPLES / threads;
    }

    /** Room made at the start for the series by the second. */
    int expectedSeconds() {
        return profile.durationSeconds() == null
                ? BURST_SECONDS
                : profile.durationSeconds() + profile.timeoutSeconds() + 1;
    }

    private static long seconds(int seconds) {
        return seconds * 1_000_000_000L;
    }
}
