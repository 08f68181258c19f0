package dev.acme.performance.operator;

import java.util.List;

/** A configuration that the operator cannot start with; the message names every bad variable. */
public final class BadConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadConfiguration(List<String> problems) {
        super(String.join("; ", problems));
    }
}
