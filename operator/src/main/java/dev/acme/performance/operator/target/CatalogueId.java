package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Model;

/**
 * Tells catalogues apart: runs that declare the same registry share its objects and its table, others never touch them.
 */
public record CatalogueId(String value) {
    private static final int DIGITS = 10;

    public static CatalogueId of(Model model, String source) {
        return new CatalogueId(Digest.of(
                String.join(
                        "\n",
                        model.id(),
                        model.version(),
                        Long.toString(model.sizeBytes()),
                        Integer.toString(model.registrySize()),
                        source),
                DIGITS));
    }
}
