package dev.acme.performance.registry.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What environments leave on the disk. */
public final class Folders {
    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

    /** How each one's name begins. */
    static final String NAME = "environment-";

    private Folders() {}

    /** Deletes those that a host left which could not: nothing else that may lie there. */
    public static void deleteAllIn(Path base) {
        if (!Files.isDirectory(base)) {
            return;
        }
        try (var left = Files.newDirectoryStream(base, NAME + "*")) {
            left.forEach(Folders::delete);
        } catch (IOException e) {
            LOG.warn("environments' folders stay behind folder={} reason={}", base, e.toString());
        }
    }

    /** Deletes the folder with all that is in it, where it is there; what cannot be deleted is told and stays. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("an environment's folder stays behind folder={} reason={}", folder, e.toString());
        }
    }
}
