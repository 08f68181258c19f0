package dev.acme.performance.operator.cost;

import java.util.List;

/** A price sheet that cannot be used; the message names every problem. */
public final class BadPrices extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadPrices(List<String> problems) {
        super(String.join("; ", problems));
    }
}
