package dev.acme.performance.operator.run;

import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.operator.target.Digest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A digest of what two results must have in common to be compared (rule H-10): cluster, kinds of nodes, machine, programs, and
 * what the load generator may use. Names of nodes stand in for their kinds only where these are not known. What a run varies on purpose is not in it (backend, limits of the service, data, load:
 * {@code measuredSpec} and the catalogue's hash stand for those), nor what is different each time, such as neighbours.
 */
final class Fingerprint {
    private static final int DIGITS = 16;

    private Fingerprint() {}

    /** {@code configured} is what the administrator says of the place, whatever the backend of a run adds. */
    static String of(RunEnvironment told, Fidelity configured) {
        Object[] parts = {
            configured.label(),
            configured.notes(),
            told.kubernetesVersion(),
            told.operatorVersion(),
            Optional.ofNullable(told.placement()).orElse(told.node()),
            told.kernel(),
            told.architecture(),
            told.cpus(),
            Optional.ofNullable(told.memory()).map(Gibibytes::of).orElse(null),
            told.registryImage(),
            told.loadImage(),
            told.cpuModel(),
            told.governor(),
            told.cgroup(),
            told.loadJava(),
            told.loadJavaOptions(),
            told.loadLimits()
        };
        return Digest.of(Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining("\n")), DIGITS);
    }
}
