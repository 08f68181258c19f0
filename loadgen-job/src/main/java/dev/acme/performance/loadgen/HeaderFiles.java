package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Headers whose values nobody should see in a command line: a folder with a file for each, as Kubernetes mounts Secrets. */
final class HeaderFiles {
    private static final int MOST_BYTES = 4_096;

    private HeaderFiles() {}

    /** Throws {@link BadProfile} where the folder or a file of it cannot be read; never tells what a file holds. */
    static Map<String, String> read(Path folder) {
        var headers = new HashMap<String, String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                // what begins with a dot is the kubelet's own
                if (!name.startsWith(".")) {
                    headers.put(name, value(file));
                }
            }
        } catch (IOException e) {
            throw new BadProfile(List.of("--headers: " + folder + " cannot be read: " + e));
        }
        return headers;
    }

    private static String value(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BadProfile(List.of("--headers: " + file + " is longer than " + MOST_BYTES + " bytes"));
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }
}
