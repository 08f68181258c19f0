package dev.acme.performance.loadgen;

import dev.acme.performance.loadgen.drive.LoadRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps the process alive on SIGTERM until the run has stopped and its partial result is written, or a deadline. */
final class Farewell extends Thread {
    /** Less than the 30 s after which Kubernetes kills. */
    private static final long LIMIT_SECONDS = 20;

    private final CountDownLatch written = new CountDownLatch(1);

    private final LoadRun run;

    private Farewell(LoadRun run) {
        super("farewell");
        this.run = run;
    }

    static Farewell of(LoadRun run) {
        var farewell = new Farewell(run);
        Runtime.getRuntime().addShutdownHook(farewell);
        return farewell;
    }

    /** Everything that can be written is. */
    void written() {
        written.countDown();
    }

    @Override
    public void run() {
        run.stop();
        try {
            if (!written.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("loadgen-job: stopped without a result: it was not written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
