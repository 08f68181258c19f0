package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.ModelRow;
import java.util.Collection;
import java.util.Collections;

/**
 * What was done, and what the registry holds now.
 *
 * @param type always {@code populated}
 * @param models those asked for, all of them verified
 * @param created had not been there
 * @param reused had been there and were right
 * @param repaired had been there and were wrong, or had lost their row or object
 * @param others further ones in the catalogue, which nobody asked for now
 * @param catalogueHash of all rows, those others included
 */
public record Summary(
        String type,
        int models,
        int created,
        int reused,
        int repaired,
        int others,
        MeasuredModel model,
        String catalogueHash) {
    static Summary of(Collection<Outcome> outcomes, Collection<ModelRow> rows, ModelRow measured) {
        return new Summary(
                "populated",
                outcomes.size(),
                Collections.frequency(outcomes, Outcome.CREATED),
                Collections.frequency(outcomes, Outcome.REUSED),
                Collections.frequency(outcomes, Outcome.REPAIRED),
                rows.size() - outcomes.size(),
                MeasuredModel.of(measured),
                CatalogueHash.of(rows));
    }

    /** The model that will be downloaded, as a load generator wants to know it. */
    public record MeasuredModel(String id, String version, long sizeBytes, String sha256, String crc32c, String etag) {
        private static MeasuredModel of(ModelRow row) {
            var print = row.fingerprint();
            return new MeasuredModel(
                    row.key().id().text(),
                    row.key().version().text(),
                    print.sizeBytes(),
                    print.sha256(),
                    print.crc32c(),
                    row.etag());
        }
    }
}
