package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as kernels from 4.19 to 6.18 write them. */
class KernelEventTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MEMORY     | 3,1204,8812345678,-;Out of memory: Killed process 2592 (java) total-vm:4123456kB, anon-rss:1523456kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:3412kB oom_score_adj:0
        MEMORY     | 3,1204,8812345678,-;Memory cgroup out of memory: Killed process 3152 (java) total-vm:2567344kB, anon-rss:262024kB, file-rss:23040kB, shmem-rss:0kB, UID:65532 pgtables:1024kB oom_score_adj:985
        MEMORY     | 3,88,91,-;Out of memory: Kill process 913 (stress) score 923 or sacrifice child
        HEAT       | 2,2010,9912345678,-;mce: CPU3: Core temperature above threshold, cpu clock throttled (total events = 12)
        HEAT       | 4,2011,9912345679,-;CPU1: Package temperature is above threshold, cpu clock is throttled (total events = 1)
        HEAT       | 0,2012,9912345680,-;thermal thermal_zone0: acpitz: critical temperature reached, shutting down
        HARDWARE   | 0,901,7712345678,-;mce: [Hardware Error]: Machine check events logged
        HARDWARE   | 2,902,7712345679,-;{1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 1
        HARDWARE   | 4,903,7712345680,-;EDAC MC0: 1 CE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0 (channel:1 slot:0 page:0x3c5 offset:0x0)
        HARDWARE   | 3,904,7712345681,-;pcieport 0000:00:1c.0: AER: Corrected error message received from 0000:00:1c.0
        HARDWARE   | 4,905,7712345682,-;nvme 0000:03:00.0: PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)
        HARDWARE   | 3,906,7712345683,-;blk_update_request: I/O error, dev sda, sector 120832 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 0
        HARDWARE   | 3,907,7712345684,c;I/O error, dev nvme0n1, sector 2048 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2
        STANDSTILL | 0,411,6612345678,-;watchdog: BUG: soft lockup - CPU#2 stuck for 22s! [java:1234]
        STANDSTILL | 0,412,6612345679,-;NMI watchdog: Watchdog detected hard LOCKUP on cpu 1
        STANDSTILL | 3,413,6612345680,-;rcu: INFO: rcu_preempt self-detected stall on CPU
        STANDSTILL | 3,414,6612345681,-;rcu: INFO: rcu_sched detected stalls on CPUs/tasks:
        STANDSTILL | 3,415,6612345682,-;INFO: task jbd2/sda1-8:312 blocked for more than 120 seconds.
        CLOCK      | 4,77,5512345678,-;clocksource: timekeeping watchdog on CPU0: Marking clocksource 'tsc' as unstable because the skew is too large:
        """)
    void troubleIsTold(KernelEvent event, String line) {
        assertThat(KernelMessage.of(line).flatMap(KernelEvent::in)).contains(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6,347,5842199549,-;TCP: request_sock_TCP: Possible SYN flooding on port 0.0.0.0:8080. Sending cookies.",
                "6,12,0,-;EDAC MC: Ver: 3.0.0",
                "6,13,0,-;EDAC MC0: Giving out device to module skx_edac controller Skylake Socket#0 IMC#0: DEV 0000:3a:0a.0 (INTERRUPT)",
                "6,14,0,-;mce: CPU0: Thermal monitoring enabled (TM1)",
                "6,15,0,-;mce: CPU3: Core temperature/speed normal (total events = 12)",
                "6,16,0,-;mce: Using 20 MCE banks",
                "6,17,0,-;pcieport 0000:00:1c.0: AER: enabled with IRQ 122",
                "6,18,0,-;clocksource: Switched to clocksource tsc",
                "6,19,0,-;rcu: Hierarchical RCU implementation.",
                "6,20,0,-;NMI watchdog: Enabled. Permanently consumes one hw-PMU counter.",
                "6,21,0,-;oom_reaper: reaped process 3152 (java), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB",
                "6,22,0,-;cgroup: fork rejected by pids controller in /kubepods",
            })
    void whatAKernelSaysEveryDayIsNone(String line) {
        assertThat(KernelMessage.of(line)).isPresent();
        assertThat(KernelMessage.of(line).flatMap(KernelEvent::in)).isEmpty();
    }

    /** Facility 3 is a daemon's, 1 a user's: anybody who may write there could say anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "30,500,1,-;systemd[1]: a.service: Out of memory: Killed process 1",
                "12,501,1,-;Out of memory: Killed process 1 (x)",
                " SUBSYSTEM=cpu Out of memory: Killed process 1",
                "",
                ";",
                "x,y;Out of memory: Killed process 1",
                "Out of memory: Killed process 1",
                "99999999999999999999,1,1,-;Out of memory: Killed process 1",
            })
    void whatTheKernelDidNotSayIsNoMessageOfIts(String line) {
        assertThat(KernelMessage.of(line)).isEmpty();
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(new KernelMessage(0, "x".repeat(500)).shortened())
                .hasSize(201)
                .endsWith("x…");
        assertThat(new KernelMessage(0, "short").shortened()).isEqualTo("short");
    }
}
