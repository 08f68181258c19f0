package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {
    private static final String STAT = "usage_usec 5\nnr_periods 200\nnr_throttled 30\n";

    @TempDir
    private Path root;

    @Test
    void versionTwoTellsItsQuotaAndPeriods() throws IOException {
        write("proc/self/cgroup", "0::/pod\n");
        write("sys/fs/cgroup/pod/cpu.stat", STAT);
        write("sys/fs/cgroup/pod/cpu.max", "150000 100000\n");

        Cgroup cgroup = Cgroup.of(root).orElseThrow();

        assertThat(cgroup.processors()).hasValue(1.5);
        assertThat(cgroup.periods()).hasValue(new Cgroup.Periods(200, 30));
    }

    /** A container sees its group at the mount's top. */
    @Test
    void versionOneTellsThemInFilesOfItsOwn() throws IOException {
        write("proc/self/cgroup", "4:cpu,cpuacct:/docker/abc\n1:name=systemd:/x\n");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.stat", STAT);
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000\n");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");

        Cgroup cgroup = Cgroup.of(root).orElseThrow();

        assertThat(cgroup.processors()).hasValue(0.5);
        assertThat(cgroup.periods()).hasValue(new Cgroup.Periods(200, 30));
    }

    @Test
    void aGroupWithoutLimitHasNone() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.stat", "usage_usec 5\n");
        write("sys/fs/cgroup/cpu.max", "max 100000\n");

        Cgroup cgroup = Cgroup.of(root).orElseThrow();

        assertThat(cgroup.processors()).isEqualTo(OptionalDouble.empty());
        assertThat(cgroup.periods()).isEqualTo(Optional.empty());
    }

    @Test
    void aMachineWithoutControlGroupsIsNoError() {
        assertThat(Cgroup.of(root)).isEmpty();
    }

    @Test
    void throttlingIsAShareOfThePeriodsBetween() {
        var before = new Cgroup.Periods(100, 10);

        assertThat(new Cgroup.Periods(200, 15).throttledPercentSince(before)).isEqualTo(5);
        assertThat(before.throttledPercentSince(before)).isZero();
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
