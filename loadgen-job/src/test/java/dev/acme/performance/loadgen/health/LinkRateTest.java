package dev.acme.performance.loadgen.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkRateTest {
    @TempDir
    Path root;

    @Test
    void aDeviceTellsItsRateInMegabits() throws IOException {
        link("eth0", "10000\n");
        Files.createDirectories(root.resolve("sys/class/net/eth0/device"));

        assertThat(LinkRate.ofInterface(root, "eth0")).hasValue(1.25e9);
    }

    @Test
    void whatIsNoDeviceOrTellsNothingHasNoRate() throws IOException {
        link("veth0", "10000\n");
        link("down", "-1\n");
        Files.createDirectories(root.resolve("sys/class/net/down/device"));

        assertThat(LinkRate.ofInterface(root, "veth0")).isEmpty();
        assertThat(LinkRate.ofInterface(root, "down")).isEmpty();
        assertThat(LinkRate.ofInterface(root, "none")).isEmpty();
    }

    @Test
    void thisMachineIsReachedOverNoLink() {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

        assertThat(LinkRate.bytesPerSecond(Path.of("/"), here)).isEmpty();
    }

    /** Between a slow machine's memory and what no cache does. */
    @Test
    void aCopyTakesItsTime() {
        assertThat(CopySpeed.bytesPerSecond()).isBetween(0.1e9, 1e12);
    }

    private void link(String name, String speed) throws IOException {
        Path folder = Files.createDirectories(root.resolve("sys/class/net").resolve(name));
        Files.writeString(folder.resolve("speed"), speed);
    }
}
