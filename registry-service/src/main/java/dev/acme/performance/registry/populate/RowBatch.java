package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.catalogue.ModelRow;
import java.util.ArrayList;
import java.util.List;

/** Rows whose objects are stored, gathered by many hands and written together. */
final class RowBatch {
    private final CatalogueTable table;
    private List<ModelRow> waiting = new ArrayList<>();

    RowBatch(CatalogueTable table) {
        this.table = table;
    }

    /** The hand that fills the batch writes it. */
    void add(ModelRow row) {
        List<ModelRow> full = List.of();
        synchronized (this) {
            waiting.add(row);
            if (waiting.size() == CatalogueTable.BATCH) {
                full = take();
            }
        }
        write(full);
    }

    void flush() {
        List<ModelRow> rest;
        synchronized (this) {
            rest = take();
        }
        write(rest);
    }

    private List<ModelRow> take() {
        var taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private void write(List<ModelRow> rows) {
        if (!rows.isEmpty()) {
            table.put(rows);
        }
    }
}
