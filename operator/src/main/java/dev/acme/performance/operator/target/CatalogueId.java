package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Model;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells catalogues apart: runs that declare the same registry share its objects and its table, others never touch them.
 */
public record CatalogueId(String value) {
    private static final int DIGITS = 10;

    /**
     * The catalogue of a model, which belongs to one store.
     *
     * @param store which one holds the archives, where it is not the bucket
     */
    public static CatalogueId of(Model model, String source, Optional<String> store) {
        var parts = Stream.of(
                model.id(),
                model.version(),
                Long.toString(model.sizeBytes()),
                Integer.toString(model.registrySize()),
                source);
        return new CatalogueId(
                Digest.of(Stream.concat(parts, store.stream()).collect(Collectors.joining("\n")), DIGITS));
    }
}
