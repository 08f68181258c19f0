package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.stats.ConnectRecord;
import dev.acme.performance.loadgen.stats.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.Consumer;

/** One selector thread with its clients, from connecting to the last answer. Owns everything it touches. */
final class Worker implements Runnable, Consumer<SelectionKey> {
    private static final long CONNECT_NANOS = 10_000_000_000L;
    private static final long REHEARSAL_NANOS = 50_000_000;
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final LoadPlan plan;
    private final int thread;
    private final RunControl control;
    private final Connection[] clients;
    private final Wiring wiring;
    private final ConnectRecord connects = new ConnectRecord();
    private final Tally warmup;
    private final Tally measured;
    private Phase phase;
    private volatile double busyShare;

    Worker(LoadPlan plan, int thread, Crew.Shared shared, Connection[] clients) throws IOException {
        this.plan = plan;
        this.thread = thread;
        this.control = shared.control();
        this.clients = clients;
        var selector = Selector.open();
        wiring = new Wiring(
                selector,
                new Dialer(selector, Math.min(CONNECT_NANOS, plan.timeoutNanos())),
                plan.request().direct(),
                ByteBuffer.allocateDirect(Wiring.BUFFER_BYTES),
                new HopAddresses(plan.onward()),
                shared.spread(),
                plan.timeoutNanos());
        warmup = new Tally(0, 1);
        measured = new Tally(plan.samplesOfThread(), plan.expectedSeconds());
        phase = new ConnectPhase(wiring.dialer(), connects);
    }

    @Override
    public void run() {
        try (var alarm = new Alarm(wiring.selector(), Thread.currentThread().getName() + "-alarm")) {
            var waiting = new Waiting(wiring.selector(), alarm, this);
            drive(phase, System.nanoTime(), waiting);
            rehearse(waiting);
            if (plan.warmupNanos() > 0) {
                warmUp(waiting);
            }
            measure(waiting);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            control.fail(e);
        } finally {
            end();
        }
    }

    /** Where that cannot be done, the start is only less prompt. */
    private void rehearse(Waiting waiting) {
        try (var rehearsal = Rehearsal.open(plan.profile(), wiring, REHEARSAL_NANOS)) {
            drive(rehearsal, System.nanoTime(), waiting);
        } catch (IOException e) {
            // what fails here for want of descriptors or ports fails, and is counted, where it is needed
        }
    }

    private void warmUp(Waiting waiting) throws IOException, InterruptedException {
        var load = new Exchanges(wiring, warmupPacing(), warmup);
        long start = control.warmupGate().await(patience());
        warmup.begin(start, plan.warmupNanos());
        drive(load, start, waiting);
        load.finish();
    }

    private void measure(Waiting waiting) throws IOException, InterruptedException {
        var load = new Exchanges(wiring, pacing(), measured);
        long start = control.startGate().await(patience());
        measured.begin(start, plan.windowNanos());
        long waitedBefore = waiting.waitedNanos();
        drive(load, start, waiting);
        long elapsed = Math.max(1, System.nanoTime() - start);
        busyShare = 1 - (waiting.waitedNanos() - waitedBefore) / (double) elapsed;
        wiring.selector().selectNow(this);
        load.finish();
    }

    private Pacing pacing() {
        return switch (plan.profile().mode()) {
            case BURST -> new BurstPacing(plan.profile().requestsPerClient());
            case CLOSED -> new ClosedPacing(plan.windowNanos(), plan.thinkNanos(), measured);
            case CONSTANT, POISSON -> openPacing(plan.windowNanos(), measured);
        };
    }

    private Pacing warmupPacing() {
        return switch (plan.profile().mode()) {
            case BURST, CLOSED -> new ClosedPacing(plan.warmupNanos(), plan.thinkNanos(), warmup);
            case CONSTANT, POISSON -> openPacing(plan.warmupNanos(), warmup);
        };
    }

    private Pacing openPacing(long windowNanos, Tally tally) {
        var arrivals = new Arrivals(plan.profile(), tally == warmup, plan.dealOf(thread), windowNanos);
        return new OpenPacing(arrivals, windowNanos, plan.timeoutNanos(), tally);
    }

    /** For any thread: ends the wait for events. */
    void wake() {
        wiring.selector().wakeup();
    }

    ConnectRecord connects() {
        return connects;
    }

    Tally warmup() {
        return warmup;
    }

    Tally measured() {
        return measured;
    }

    /** After the run: the share of the measured phase, 0 to 1, in which the thread did not wait. */
    double busyShare() {
        return busyShare;
    }

    private void drive(Phase next, long start, Waiting waiting) throws IOException {
        if (control.isStopped()) {
            control.cutShort();
            return;
        }
        phase = next;
        phase.begin(clients, start);
        long now = System.nanoTime();
        while (!phase.isOver(now)) {
            if (control.isStopped()) {
                control.cutShort();
                return;
            }
            waiting.once(now, phase.untilDue(now));
            now = System.nanoTime();
            phase.advance(now);
        }
    }

    /** An event on one of the connections. */
    @Override
    public void accept(SelectionKey key) {
        var client = (Connection) key.attachment();
        if (key.isConnectable()) {
            wiring.dialer().connectable(client, phase);
            return;
        }
        if (key.isWritable()) {
            phase.writable(client);
        }
        if (key.isValid() && key.isReadable()) {
            phase.readable(client);
        }
    }

    /** How long the other threads may take to reach a gate: a slow one sends what waits and drains its requests first. */
    private Duration patience() {
        return SLACK.plusNanos(ConnectPhase.LIMIT_NANOS)
                .plusNanos(plan.warmupNanos())
                .plusNanos(2 * plan.timeoutNanos())
                .plus(plan.part().of() == 1 ? Duration.ZERO : Meeting.LIMIT);
    }

    private void end() {
        for (Connection client : clients) {
            client.abandon();
        }
        try {
            wiring.selector().close();
        } catch (IOException e) {
            control.fail(e);
        }
        control.threadEnded();
    }
}
