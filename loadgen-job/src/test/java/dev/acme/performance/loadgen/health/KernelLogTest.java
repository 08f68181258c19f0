package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelLogTest {
    private static final String KILL = "3,7,1,-;Out of memory: Killed process 7 (java) total-vm:1kB\n";
    private static final String KILLED_LATER = "3,9,1,-;Out of memory: Killed process 9 (java) total-vm:1kB\n";
    private static final String EVERY_DAY = "6,8,1,-;usb 1-1: new device\n SUBSYSTEM=usb\n";
    private static final long A_SECOND = 1_000_000_000L;
    private static final long AT_ONCE = 1_000;

    private final AtomicLong clock = new AtomicLong();
    private final KernelRecords records = new KernelRecords(clock);

    @AfterEach
    void end() {
        records.close();
    }

    @Test
    void whatIsSaidInTheWindowIsHeardWithItsFirstMessage() {
        var log = listening();
        log.begin();
        say(EVERY_DAY, A_SECOND);
        say(KILL, A_SECOND);
        say(KILLED_LATER, AT_ONCE);
        log.end();

        assertThat(log.heard())
                .containsOnlyKeys(KernelEvent.MEMORY)
                .containsEntry(
                        KernelEvent.MEMORY,
                        new KernelLog.Heard(
                                new KernelMessage(1, "Out of memory: Killed process 7 (java) total-vm:1kB"), 2));
    }

    @Test
    void whatWasSaidBeforeAndAfterIsNot() {
        var log = listening();
        say(KILL, A_SECOND);
        log.begin();
        say(EVERY_DAY, A_SECOND);
        log.end();
        say(KILLED_LATER, A_SECOND);

        assertThat(log.heard()).isEmpty();
    }

    /** The window may begin before all of a long log is read: what comes without a wait was there before. */
    @Test
    void whatWasThereWhenListeningBeganIsOld() {
        var log = listening();
        log.begin();
        say(KILL, AT_ONCE);
        say(KILL, AT_ONCE);
        assertThat(log.heard()).isEmpty();

        say(EVERY_DAY, A_SECOND);
        say(KILLED_LATER, AT_ONCE);

        assertThat(log.heard().get(KernelEvent.MEMORY))
                .extracting(KernelLog.Heard::times)
                .isEqualTo(1);
    }

    /** A reader that is given no processor waits as one does that has had all: seen as "12 processes were killed" of a day before. */
    @Test
    void whatTheKernelsClockCallsOldIsOldHoweverLongItWasWaitedFor() {
        clock.set(3_600 * A_SECOND);
        var log = listening();
        log.begin();
        say("3,7,3590000000,-;Out of memory: Killed process 7 (java)\n", A_SECOND);
        assertThat(log.heard()).isEmpty();

        say("3,8,3599990000,-;Out of memory: Killed process 8 (java)\n", A_SECOND);
        assertThat(log.heard())
                .containsEntry(
                        KernelEvent.MEMORY,
                        new KernelLog.Heard(
                                new KernelMessage(3_599_990_000L, "Out of memory: Killed process 8 (java)"), 1));
    }

    @Test
    void recordsThatWereOverwrittenCostNoLaterOnes() {
        var log = listening();
        log.begin();
        records.overwritten();
        say(KILL, A_SECOND);

        assertThat(log.heard()).containsOnlyKeys(KernelEvent.MEMORY);
    }

    @Test
    void aLogThatOnlyFailsIsGivenUp() {
        listening();
        for (int i = 0; i < 100; i++) {
            records.overwritten();
        }

        await().until(records::isClosed);
    }

    private KernelLog listening() {
        var log = KernelLog.listening(records, clock::get);
        await().until(records::isRead);
        return log;
    }

    private void say(String record, long waitedNanos) {
        records.logged(record, waitedNanos);
        await().until(records::isRead);
    }
}
