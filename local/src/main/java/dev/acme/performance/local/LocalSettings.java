package dev.acme.performance.local;

import dev.acme.performance.local.backends.Shape;
import dev.acme.performance.local.node.Images;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a machine is set up.
 *
 * @param folder where everything of it lives
 * @param images what its pods may run
 * @param neededBytes that must be free on the folder's disk
 * @param isKept whether the folder stays when the machine stops
 * @param shape how slow its storages are made
 * @param trouble told in one line what goes wrong while it runs
 */
public record LocalSettings(
        Path folder, Images images, long neededBytes, boolean isKept, Shape shape, Consumer<String> trouble) {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSettings.class);
    private static final long USUALLY_NEEDED_BYTES = 1_000_000_000;

    /** Removed at the end, trouble to the log. */
    public static LocalSettings of(Path folder, Images images) {
        return new LocalSettings(folder, images, USUALLY_NEEDED_BYTES, false, Shape.NONE, LOG::warn);
    }

    /** The folder of whoever names none: {@code PERFRUN_HOME}, or {@code .perfrun} where the command was given. */
    public static Path home() {
        return Path.of(System.getenv().getOrDefault("PERFRUN_HOME", ".perfrun"));
    }

    public LocalSettings kept() {
        return new LocalSettings(folder, images, neededBytes, true, shape, trouble);
    }
}
