package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Price of 1,000 downloads by a dated price sheet. */
public record RunCost(
        @JsonPropertyDescription("sum of the items") double usdPer1000,

        String currency,

        @JsonPropertyDescription("day of the price sheet") String asOf,

        @JsonPropertyDescription("what the price is made of") @Size(max = 16)
        List<Item> items,

        @JsonPropertyDescription("what costs money too and is not in it") @Size(max = 16)
        List<String> leftOut) {

    public RunCost {
        items = items == null ? List.of() : List.copyOf(items);
        leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
    }

    /** One line of the price. */
    public record Item(String name, double usdPer1000) {}
}
