package dev.acme.performance.crds;

import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Price of 1,000 downloads by a dated price sheet. */
public record RunCost(
        double usdPer1000,
        String currency,
        String asOf,
        @Size(max = 16) List<Item> items) {

    public RunCost {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /** One line of the price. */
    public record Item(String name, double usdPer1000) {}
}
