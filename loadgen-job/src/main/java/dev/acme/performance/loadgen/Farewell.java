package dev.acme.performance.loadgen;

import dev.acme.performance.loadgen.drive.LoadRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps the process alive on SIGTERM until the run has stopped and its partial result is written, or a deadline. */
final class Farewell {
    /** Less than the 30 s after which Kubernetes kills. */
    private static final long LIMIT_SECONDS = 20;

    private final CountDownLatch written = new CountDownLatch(1);

    private Farewell() {}

    static Farewell of(LoadRun run) {
        var farewell = new Farewell();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> farewell.say(run), "farewell"));
        return farewell;
    }

    /** Everything that can be written is. */
    void written() {
        written.countDown();
    }

    private void say(LoadRun run) {
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
