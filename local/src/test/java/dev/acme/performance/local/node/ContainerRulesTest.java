package dev.acme.performance.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pure rules of a container's life: its texts, its restarts, its probes, its names. */
class ContainerRulesTest {
    @ParameterizedTest
    @CsvSource({"$(A), 1", "x$(A)y$(B), x1y2", "$(C), $(C)", "$$(A), $(A)", "$A, $A", "$$$(A), $1", "plain, plain"})
    void referencesAreExpanded(String text, String expected) {
        assertThat(new Environment(Map.of("A", "1", "B", "2")).expand(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/conf, /real/conf",
        "/etc/conf/a.txt, /real/conf/a.txt",
        "--file=/etc/conf/a.txt, --file=/real/conf/a.txt",
        "file:///etc/conf/a, file:///real/conf/a",
        "cat '/etc/conf', cat '/real/conf'",
        "/etc/conf2, /etc/conf2",
        "/x/etc/conf, /x/etc/conf",
        "/etc/conf/deep/b, /real/deep/b",
        "/etc/conf:/etc/conf/deep, /real/conf:/real/deep",
        "/var/etc.conf, /var/etc.conf"
    })
    void mountedPathsAreReplacedWholeOnly(String text, String expected) {
        var paths =
                new MountedPaths(Map.of("/etc/conf", Path.of("/real/conf"), "/etc/conf/deep", Path.of("/real/deep")));

        assertThat(paths.realPathsIn(text)).isEqualTo(expected);
    }

    @Test
    void theWaitBetweenRestartsGrowsAndIsForgiven() {
        var waits = new ArrayList<Long>();
        var backoff = Backoff.NONE.next(Duration.ofSeconds(1), true);
        for (int i = 0; i < 7; i++) {
            waits.add(backoff.delay().toSeconds());
            backoff = backoff.next(Duration.ofSeconds(1), false);
        }

        assertThat(waits).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L);
        assertThat(backoff.next(Duration.ofMinutes(10), false)).isEqualTo(Backoff.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "Always, 0, true",
        "Always, 1, true",
        "OnFailure, 0, false",
        "OnFailure, 1, true",
        "Never, 0, false",
        "Never, 1, false"
    })
    void thePolicyDecidesAboutRestarts(String policy, int exitCode, boolean isRestarted) {
        assertThat(RestartRule.ofContainer(policy).restartsAfter(exitCode)).isEqualTo(isRestarted);
    }

    @Test
    void probesCountInARow() {
        var container = Serialization.unmarshal(
                "---\n{name: a, image: i, readinessProbe: {tcpSocket: {port: 1}, failureThreshold: 2, successThreshold: 2}}",
                Container.class);
        var plan = ProbePlan.of(ProbeKind.READINESS, container.getReadinessProbe(), container, "127.0.0.1");

        var mixed = ProbeTally.NONE.after(true).after(false).after(true);
        assertThat(mixed.isConvincinglyGood(plan)).isFalse();
        assertThat(mixed.after(true).isConvincinglyGood(plan)).isTrue();
        assertThat(ProbeTally.NONE.after(false).after(false).isConvincinglyBad(plan))
                .isTrue();
    }

    @Test
    void aPodKnowsItselfAndEveryServiceWithReadyPods() {
        var pod = Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Pod, metadata: {name: me, namespace: one}, spec: {containers: []}}",
                Pod.class);
        var slices = List.of(
                slice("web", "one", "127.1.1.2", true),
                slice("web", "two", "127.1.1.3", true),
                slice("down", "one", "127.1.1.4", false));

        assertThat(HostNames.of(pod, "127.1.1.9", "computer", slices).lines())
                .containsExactly(
                        "127.0.0.1 localhost",
                        "127.1.1.9 me computer",
                        "127.1.1.2 web web.one web.one.svc web.one.svc.cluster.local",
                        "127.1.1.3 web.two web.two.svc web.two.svc.cluster.local");
    }

    private static EndpointSlice slice(String service, String namespace, String address, boolean isReady) {
        return Serialization.unmarshal(
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %s, namespace: %s, labels: {kubernetes.io/service-name: %s}}
                addressType: IPv4
                endpoints: [{addresses: [%s], conditions: {ready: %s}}]
                """.formatted(service, namespace, service, address, isReady), EndpointSlice.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                    | ''",
                "'securityContext: {runAsUser: 1}, tolerations: [{operator: Exists}],' | ''",
                "'hostPID: true,'                                                      | ''",
                "'runtimeClassName: gvisor,'                                           | spec.runtimeClassName",
                "'volumes: [{name: v, nfs: {path: /}}],'                               | spec.volumes[0].nfs",
                "'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: x}]}},' | spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution",
                "'affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1}]}},'     | ''"
            })
    void whatAProcessCannotHaveIsNamed(String spec, String field) {
        var pod = Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {%s containers: [{name: a, image: i}]}}"
                        .formatted(spec),
                Pod.class);

        assertThat(String.join(",", Unsupported.fields(pod))).isEqualTo(field);
    }

    @Test
    void aMountThatNothingNamesIsRefused() {
        var pod = Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{name: v, emptyDir: {}}], containers: [{name: a, image: i, args: [/a/b], volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /tmp}, {name: v, mountPath: /c}]}]}}",
                Pod.class);

        assertThat(Unsupported.fields(pod))
                .singleElement()
                .asString()
                .startsWith("spec.containers[0].volumeMounts[2].mountPath /c");
    }
}
