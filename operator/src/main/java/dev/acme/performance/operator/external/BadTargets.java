package dev.acme.performance.operator.external;

import java.util.List;

/** External targets that cannot be used as they are declared; every problem is named. */
public final class BadTargets extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadTargets(List<String> problems) {
        super(String.join("; ", problems));
    }
}
