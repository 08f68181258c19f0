package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.ProfileReader;
import dev.acme.performance.loadgen.http.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The command line, parsed by hand: a library for three options costs as much start-up time as all the rest. */
record Arguments(LoadProfile profile, Target target, Optional<Path> result, Optional<Company> company) {
    static final String USAGE = """
            usage: java -jar loadgen-job.jar --profile FILE|JSON --target URL [--headers FOLDER] [--result FILE]
                                            [--pods N --meet HOST:PORT]

              --profile  what to do: a file or JSON. Fields: clients, path (both required), sizeBytes, sha256, crc32c,
                         mode (Burst, Closed, Constant, Poisson), requestsPerClient, durationSeconds, ratePerSecond,
                         thinkTimeMs, warmupSeconds, timeoutSeconds, verify (Length, Crc32c, Sha256), seed, method, headers, body, status, anyBody,
                         redirectTo, metrics {url, counters {NAME: SAMPLE}, rates {NAME: [NAME, …]}}
                         redirectTo is HOST[:PORT] or http://HOST[:PORT], the one place that answers may send clients to
              --target   http://HOST[:PORT][/BASE]; clients spread over all addresses of HOST
              --headers  files that hold one header's value each, named like the header; for what is secret
              --result   also writes the result's line into FILE
              --pods     how many of these programs carry the profile together: each has a share of clients and rate, and
                         they start at one instant. Which of them this is, from 0 on, is in JOB_COMPLETION_INDEX
              --meet     where the first of them listens for the others, on the address in POD_IP

            java -jar loadgen-job.jar --check [--clients N] looks whether this machine is set up for so many clients (100),
            measures nothing and changes nothing. Exit 0: it is; 1: look at what it says.

            Prints one JSON object a line: progress once a second, then the result.
            Exit 0: measured; 2: measured but void; 64: bad profile or arguments; 70, 74: the instrument or its output broke.""";

    /** Longest profile: its body of a mebibyte, escaped. */
    static final int MAX_PROFILE_BYTES = 8 << 20;

    /** Empty where help was asked for. Throws {@link BadProfile} naming argument or field, and the reason. */
    static Optional<Arguments> parse(String[] words) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) {
            switch (words[i]) {
                case "--help", "-h" -> {
                    return Optional.empty();
                }
                case "--profile", "--target", "--headers", "--result", "--pods", "--meet" -> {
                    if (i + 1 == words.length) {
                        throw bad(words[i], "needs a value");
                    }
                    if (given.put(words[i], words[i + 1]) != null) {
                        throw bad(words[i], "is given twice");
                    }
                }
                default -> throw bad(words[i], "unknown argument, --help lists all");
            }
        }
        return Optional.of(of(given));
    }

    private static Arguments of(Map<String, String> given) {
        String profile = required(given.get("--profile"), "--profile");
        String target = required(given.get("--target"), "--target");
        LoadProfile read = ProfileReader.read(profile.strip().startsWith("{") ? profile : content(profile));
        String headers = given.get("--headers");
        if (headers != null) {
            read = read.withHeaders(HeaderFiles.read(path("--headers", headers)));
        }
        String result = given.get("--result");
        return new Arguments(
                read,
                Target.parse("--target", target),
                result == null ? Optional.empty() : Optional.of(file(result)),
                Company.of(given.get("--pods"), given.get("--meet"), read.clients()));
    }

    private static Path file(String name) {
        Path file = path("--result", name);
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw bad("--result", name + " is no file that can be written");
        }
        return file;
    }

    private static String content(String name) {
        try (InputStream file = Files.newInputStream(path("--profile", name))) {
            byte[] bytes = file.readNBytes(MAX_PROFILE_BYTES + 1);
            if (bytes.length > MAX_PROFILE_BYTES) {
                throw bad("--profile", name + " is longer than " + MAX_PROFILE_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw bad("--profile", name + " cannot be read: " + e);
        }
    }

    private static Path path(String argument, String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw bad(argument, "is no file name: " + e.getReason());
        }
    }

    private static String required(@Nullable String value, String argument) {
        if (value == null) {
            throw bad(argument, "is missing, --help explains it");
        }
        return value;
    }

    private static BadProfile bad(String what, String reason) {
        return new BadProfile(List.of(what + ": " + reason));
    }
}
