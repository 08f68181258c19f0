package dev.acme.performance.loadgen.health;

import dev.acme.performance.exchange.BadProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/** What this machine lets one process open; empty where it does not tell. */
public record MachineLimits(OptionalLong openFiles, OptionalLong localPorts) {
    /** Selectors, libraries and standard streams beside the clients' sockets. */
    private static final int OTHER_FILES = 100;

    private static final String OPEN_FILES = "Max open files";

    /** {@code root} is the file system's root. */
    public static MachineLimits read(Path root) {
        return new MachineLimits(
                openFiles(lines(root.resolve("proc/self/limits"))),
                localPorts(lines(root.resolve("proc/sys/net/ipv4/ip_local_port_range"))));
    }

    /** Throws {@link BadProfile} where that many connections to that many addresses cannot be had here. */
    public void check(int clients, int addresses) {
        if (openFiles.isPresent() && openFiles.getAsLong() < clients + OTHER_FILES) {
            throw new BadProfile(List.of("clients: " + clients + " need " + (clients + OTHER_FILES)
                    + " open files, this machine allows a process " + openFiles.getAsLong() + " (ulimit -n)"));
        }
        int perAddress = (clients + addresses - 1) / addresses;
        if (localPorts.isPresent() && localPorts.getAsLong() < perAddress) {
            throw new BadProfile(List.of("clients: " + clients + " need " + perAddress
                    + " local ports to one address, this machine has " + localPorts.getAsLong()
                    + " (net.ipv4.ip_local_port_range)"));
        }
    }

    /** The JVM raises the soft limit to the hard one when it starts. */
    private static OptionalLong openFiles(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(OPEN_FILES)) {
                return number(words(line.substring(OPEN_FILES.length())), 0);
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong localPorts(List<String> lines) {
        if (lines.isEmpty()) {
            return OptionalLong.empty();
        }
        List<String> range = words(lines.getFirst());
        OptionalLong low = number(range, 0);
        OptionalLong high = number(range, 1);
        return low.isPresent() && high.isPresent()
                ? OptionalLong.of(high.getAsLong() - low.getAsLong() + 1)
                : OptionalLong.empty();
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var tokens = new StringTokenizer(line);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** Empty for what is no number, "unlimited" among them. */
    private static OptionalLong number(List<String> words, int index) {
        try {
            return index < words.size() ? OptionalLong.of(Long.parseLong(words.get(index))) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
