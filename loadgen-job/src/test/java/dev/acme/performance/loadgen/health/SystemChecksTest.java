package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemChecksTest {
    @TempDir
    private Path root;

    @BeforeEach
    void aMachineThatIsSetUpForTenThousandClients() throws IOException {
        write("proc/self/limits", "Limit Soft Hard Units\nMax open files 1048576 1048576 files\n");
        write("proc/sys/net/ipv4/ip_local_port_range", "1024\t65535\n");
        write("proc/sys/net/core/somaxconn", "65535\n");
        write("proc/net/sockstat", "sockets: used 9\nTCP: inuse 5 orphan 0 tw 7 alloc 8 mem 1\n");
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.max", "400000 100000\n");
        write("sys/fs/cgroup/cpu.stat", "usage_usec 5\nnr_periods 1000\nnr_throttled 5\n");
        write("proc/loadavg", "0.10 0.20 0.30 1/100 4711\n");
    }

    @Test
    void aGoodMachineHasNoFindings() {
        assertThat(findings(10_000)).isEmpty();
        assertThat(SystemChecks.ofIdleMachine(facts(), 10_000)).hasSize(6).allMatch(SystemChecks.Check::isFine);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            proc/self/limits                      | Max open files 1024 4096 files | OpenFiles     | 1,024 open files are allowed, 500 clients may want 1,100
            proc/sys/net/ipv4/ip_local_port_range | 32768 34000                    | LocalPorts    | 1,221 local ports are free, 500 clients that reconnect may want 2,000
            proc/sys/net/core/somaxconn           | 128                            | AcceptQueue   | net.core.somaxconn is 128 here, 500 clients connect at once
            sys/devices/system/cpu/cpu1/cpufreq/scaling_governor | powersave       | CpuGovernor   | the processors' frequency governor is performance, powersave
            sys/fs/cgroup/cpu.stat                | nr_periods 100#nr_throttled 25 | CpuThrottling | a control group of 4.00 processors has stood still in 25.0 % of its periods so far
            """)
    void eachSettingThatIsTooLowIsFoundWithItsNumbersAndAdvice(String file, String text, String name, String seen)
            throws IOException {
        write(file, text.replace('#', '\n') + "\n");

        assertThat(findings(500)).singleElement().satisfies(finding -> {
            assertThat(finding.name()).isEqualTo(name);
            assertThat(finding.message()).isEqualTo(seen);
            assertThat(finding.advice()).isNotBlank();
        });
    }

    @Test
    void socketsInTimeWaitTakePorts() throws IOException {
        write("proc/net/sockstat", "TCP: inuse 5 orphan 0 tw 64000 alloc 8 mem 1\n");

        assertThat(findings(500)).extracting(Notice::name).containsExactly("LocalPorts");
    }

    @Test
    void neighboursAreLookedForOnlyWhereNothingOfOursRuns() throws IOException {
        write("proc/loadavg", "3.50 0.20 0.30 1/100 4711\n");

        assertThat(findings(500)).isEmpty();
        assertThat(SystemChecks.ofIdleMachine(facts(), 500))
                .filteredOn(check -> !check.isFine())
                .extracting(SystemChecks.Check::seen)
                .containsExactly("3.50 programs wanted a processor in the last minute, there are 4");
    }

    @Test
    void whatAMachineDoesNotTellIsNotJudged(@TempDir Path empty) {
        assertThat(SystemChecks.ofIdleMachine(SystemFacts.read(empty, 4), 500)).isEmpty();
    }

    private List<Notice> findings(int clients) {
        return SystemChecks.findings(facts(), clients);
    }

    private SystemFacts facts() {
        return SystemFacts.read(root, 4);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
