package dev.acme.performance.loadgen.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The rate of the network link that leads to a target. Only of a device: what bridges, tunnels and a pod's virtual cable
 * say of their rate means nothing, and over loopback there is none.
 */
public final class LinkRate {
    private static final double BYTES_OF_MEGABIT = 1e6 / 8;

    private LinkRate() {}

    /** Bytes a second; empty where it is not known. {@code root} is the file system's root. */
    public static OptionalDouble bytesPerSecond(Path root, InetSocketAddress target) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            // a datagram channel sends nothing to connect: the kernel only says which way it would go
            channel.connect(target);
            if (!(channel.getLocalAddress() instanceof InetSocketAddress local)) {
                return OptionalDouble.empty();
            }
            NetworkInterface link = NetworkInterface.getByInetAddress(local.getAddress());
            return link == null ? OptionalDouble.empty() : ofInterface(root, link.getName());
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble ofInterface(Path root, String name) {
        Path directory = root.resolve("sys/class/net").resolve(name);
        if (!Files.exists(directory.resolve("device"))) {
            return OptionalDouble.empty();
        }
        try {
            String megabits = Files.readString(directory.resolve("speed")).strip();
            return megabits.matches("[1-9][0-9]{0,8}")
                    ? OptionalDouble.of(Integer.parseInt(megabits) * BYTES_OF_MEGABIT)
                    : OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
