package dev.acme.performance.operator.e2e;

/** What runs ask for: the YAML below {@code spec:}. */
final class Specs {
    /** Over as soon as a run can be: what costs time is the pods. */
    static final String SHORT = """
              clients: 4
              model: {id: acme/short, sizeBytes: 1000000, registrySize: 3}
              compute: {cpu: 250m, memory: 256Mi}
            """;

    /** A load long enough to be hit half way, and light: tests share the processors. */
    static final String LONG = SHORT + """
              load: {mode: Closed, durationSeconds: 10, thinkTimeMs: 200}
            """;

    /** A kubelet measures the folders of its pods once a minute. */
    static final String LONGER_THAN_A_KUBELETS_ROUND = SHORT + """
              load: {mode: Closed, durationSeconds: 120, thinkTimeMs: 200}
            """;

    private Specs() {}
}
