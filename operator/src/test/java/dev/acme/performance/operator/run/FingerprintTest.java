package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.operator.Runs;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule H-10: what two results must have in common. */
class FingerprintTest {
    private static final Fidelity PLACE = new Fidelity("real", List.of("a note"));
    private static final RunEnvironment HERE = RunEnvironmentBuilder.builder()
            .fidelity("real")
            .kubernetesVersion("v1.34.1")
            .operatorVersion("0.1.0")
            .node("a")
            .placement("load on m5.large amd64; service on m5.large amd64; apart")
            .kernel("6.18")
            .architecture("amd64")
            .cpus("2")
            .memory("8Gi")
            .registryImage("registry@sha256:1")
            .loadImage("load@sha256:2")
            .cpuModel("EPYC")
            .governor("performance")
            .cgroup("v2, 2.0 processors")
            .loadJava("Temurin 25")
            .loadJavaOptions("-Xmx128m")
            .loadLimits("cpu 2")
            .fingerprint("")
            .build();

    static Stream<UnaryOperator<RunEnvironment>> changes() {
        return Stream.of(
                it -> it.withKubernetesVersion("v1.35.0"),
                it -> it.withOperatorVersion("0.2.0"),
                it -> it.withPlacement("load on m5.large amd64; service on m5.large amd64; on the same node"),
                it -> it.withPlacement(null),
                it -> it.withKernel("6.19"),
                it -> it.withArchitecture("arm64"),
                it -> it.withCpus("4"),
                it -> it.withMemory("16Gi"),
                it -> it.withRegistryImage("registry@sha256:3"),
                it -> it.withLoadImage("load@sha256:4"),
                it -> it.withCpuModel("Xeon"),
                it -> it.withGovernor("powersave"),
                it -> it.withCgroup("v2, unlimited"),
                it -> it.withLoadJava("Temurin 26"),
                it -> it.withLoadJavaOptions("-Xmx1g"),
                it -> it.withLoadLimits("cpu 1"),
                it -> it.withGovernor(null));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everythingThatMustBeEqualIsInIt(UnaryOperator<RunEnvironment> change) {
        assertThat(Fingerprint.of(change.apply(HERE), PLACE)).isNotEqualTo(Fingerprint.of(HERE, PLACE));
    }

    @Test
    void whatRunsVaryOnPurposeOrWhatDiffersEachTimeIsNot() {
        var varied = HERE.withFidelity("simulated")
                .withNotes(List.of("Lambda modelled"))
                .withRegistryLimits("cpu 8")
                .withCache("cold")
                .withNeighbours(9);

        assertThat(Fingerprint.of(varied, PLACE)).isEqualTo(Fingerprint.of(HERE, PLACE));
        assertThat(Fingerprint.of(HERE, new Fidelity("simulated", List.of("a note"))))
                .isNotEqualTo(Fingerprint.of(HERE, PLACE));
    }

    /** A scheduler places pods anywhere: two nodes of a kind are one place, and a few kilobytes are no other machine. */
    @Test
    void whichOfEqualNodesItWasIsNotInIt() {
        var other = HERE.withNode("b,c").withMemory("8388000Ki");

        assertThat(Fingerprint.of(other, PLACE)).isEqualTo(Fingerprint.of(HERE, PLACE));
    }

    /** Where nothing is known of the nodes, two are not taken for equal. */
    @Test
    void namesStandForNodesOfWhichNothingIsKnown() {
        var unknown = HERE.withPlacement(null);

        assertThat(Fingerprint.of(unknown.withNode("b"), PLACE)).isNotEqualTo(Fingerprint.of(unknown, PLACE));
        assertThat(Fingerprint.of(unknown.withNode("a"), PLACE)).isEqualTo(Fingerprint.of(unknown, PLACE));
    }

    @Test
    void theCachesStateIsSaidWithItsMeans() {
        assertThat(CacheState.of(Runs.spec(""))).startsWith("none: ");
        assertThat(CacheState.of(Runs.spec("storage: {caching: Memory}"))).startsWith("cold: the service's pods");
        assertThat(CacheState.of(Runs.spec(
                        "storage: {caching: Disk}\nload: {mode: Closed, durationSeconds: 5, warmupSeconds: 7}")))
                .startsWith("warm: 7 s of the same load");
        assertThat(CacheState.of(Runs.spec("compute: {backend: external, target: t}")))
                .startsWith("unknown: ");
    }
}
