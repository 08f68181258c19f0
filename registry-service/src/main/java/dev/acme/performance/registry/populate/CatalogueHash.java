package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.ModelRow;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;

/** One number for a whole catalogue, equal for equal archives under equal names, whatever stores them. */
final class CatalogueHash {
    private CatalogueHash() {}

    /** SHA-256 over {@code id TAB version TAB size TAB sha256 LF} of all rows in the order of their names. */
    static String of(Collection<ModelRow> rows) {
        var stream = new FingerprintStream();
        rows.stream().sorted(Comparator.comparing(ModelRow::key)).forEach(row -> {
            var line = row.key().id() + "\t" + row.key().version() + "\t"
                    + row.fingerprint().sizeBytes() + "\t" + row.fingerprint().sha256() + "\n";
            var bytes = line.getBytes(StandardCharsets.UTF_8);
            stream.write(bytes, 0, bytes.length);
        });
        return stream.fingerprint().sha256();
    }
}
