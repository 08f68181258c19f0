package dev.acme.performance.operator;

import dev.acme.performance.crds.PerformanceRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.stream.Stream;

/** The custom resource definitions, as an administrator installs them. */
public final class Definitions {
    private Definitions() {}

    public static void install(KubernetesClient client) {
        Stream.of("performanceruns", "performanceexperiments")
                .map(plural -> "/crd/" + plural + ".performance.acme.dev-v1.yaml")
                .forEach(file -> client.load(PerformanceRun.class.getResourceAsStream(file))
                        .create());
    }
}
