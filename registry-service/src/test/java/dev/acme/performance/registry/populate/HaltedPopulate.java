package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.backends.CountingStore;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.storage.s3.S3ArchiveStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;

/** A populate that is dead, as after kill -9, the instant it has put so many objects. */
final class HaltedPopulate {
    private static final int KILLED = 137;

    private HaltedPopulate() {}

    /**
     * Fills until it dies.
     *
     * @param arguments size of the measured archive, number of models, objects after which it dies
     */
    public static void main(String[] arguments) {
        long size = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int last = Integer.parseInt(arguments[2]);
        var config = RegistryConfig.from(System.getenv());
        try (var s3 = new S3ArchiveStore(config.s3(), config.wire().trust(), 4, Duration.ofSeconds(20));
                var table = new CatalogueTable(config.catalogue())) {
            var store = new CountingStore(s3, puts -> {
                if (puts == last) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
            var silent = new JsonLines(new PrintStream(OutputStream.nullOutputStream()));
            new Populate(Fill.request(new Source.Generated(), OptionalLong.of(size), count), store, table, silent)
                    .run();
        }
    }
}
