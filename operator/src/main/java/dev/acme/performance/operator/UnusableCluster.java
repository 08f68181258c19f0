package dev.acme.performance.operator;

import java.util.List;

/** An API server that lets the operator do none of its work; the message says what is missing. */
public final class UnusableCluster extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableCluster(List<String> problems) {
        super(String.join("; ", problems));
    }
}
