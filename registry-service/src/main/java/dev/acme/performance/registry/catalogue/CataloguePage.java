package dev.acme.performance.registry.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * Part of the catalogue, in the table's own order.
 *
 * @param next where the following part starts, if there is one
 */
public record CataloguePage(List<ModelRow> rows, Optional<ModelKey> next) {
    public CataloguePage {
        rows = List.copyOf(rows);
    }
}
