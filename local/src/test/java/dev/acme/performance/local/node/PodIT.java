package dev.acme.performance.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.local.Machine;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The life of single pods. */
class PodIT {
    private static Machine machine;

    @BeforeAll
    static void start() {
        machine = new Machine();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static ContainerStatus main(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }

    private static String waiting(String pod) {
        return main(machine.pod(pod)).getState().getWaiting().getReason();
    }

    @Test
    void aPodThatSucceedsSaysSo() {
        machine.shell("good", "Never", "echo one; echo two >&2; echo done > $TERMINATION_MESSAGE_PATH");

        var pod = machine.awaitPhase("good", "Succeeded");

        var ended = main(pod).getState().getTerminated();
        assertThat(ended.getExitCode()).isZero();
        assertThat(ended.getReason()).isEqualTo("Completed");
        assertThat(ended.getMessage()).isEqualTo("done\n");
        assertThat(machine.log("good")).isEqualTo("one\ntwo\n");
        assertThat(pod.getStatus().getPodIP()).startsWith("127.");
        assertThat(pod.getStatus().getConditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .singleElement()
                .satisfies(ready -> assertThat(ready.getReason()).isEqualTo("PodCompleted"));
        machine.awaitEvent(
                "good", "Started", event -> assertThat(event.getType()).isEqualTo("Normal"));
    }

    @Test
    void aPodThatFailsShowsItsCodeAndItsLastLines() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: bad}
                spec:
                  restartPolicy: Never
                  containers:
                  - {name: main, image: shell, args: ["echo oops; exit 7"], terminationMessagePolicy: FallbackToLogsOnError}
                """);

        var ended = main(machine.awaitPhase("bad", "Failed")).getState().getTerminated();

        assertThat(ended.getExitCode()).isEqualTo(7);
        assertThat(ended.getReason()).isEqualTo("Error");
        assertThat(ended.getMessage()).isEqualTo("oops\n");
    }

    @Test
    void theMessageIsAlsoReadFromTheUsualPath() {
        machine.shell("usual", "Never", "echo here > /dev/termination-log");

        var pod = machine.awaitPhase("usual", "Succeeded");

        assertThat(main(pod).getState().getTerminated().getMessage()).isEqualTo("here\n");
    }

    @Test
    void anUnknownImageIsNamed() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: no-image}
                spec: {containers: [{name: main, image: nobody/has:this}]}
                """);

        machine.await(() -> assertThat(waiting("no-image")).isEqualTo("ImagePullBackOff"));

        assertThat(main(machine.pod("no-image")).getState().getWaiting().getMessage())
                .contains("there is no image \"nobody/has:this\" on this machine");
        machine.awaitEvent(
                "no-image", "Failed", event -> assertThat(event.getMessage()).startsWith("ErrImagePull"));
    }

    @Test
    void aMissingSecretIsWaitedFor() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: secretive}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: shell
                    args: ["echo $PASSWORD"]
                    env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: late, key: password}}}]
                """);
        machine.await(() -> assertThat(waiting("secretive")).isEqualTo("CreateContainerConfigError"));
        assertThat(main(machine.pod("secretive")).getState().getWaiting().getMessage())
                .isEqualTo("secret \"late\" not found");

        machine.create("---\n{apiVersion: v1, kind: Secret, metadata: {name: late}, stringData: {password: hush}}");

        machine.awaitPhase("secretive", "Succeeded");
        assertThat(machine.log("secretive")).isEqualTo("hush\n");
    }

    @Test
    void environmentAndFilesComeFromEverywhere() {
        machine.create(
                "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: conf}, data: {a.txt: from file, KEY: from map}}");
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: sources, labels: {team: red}}
                spec:
                  restartPolicy: Never
                  volumes:
                  - {name: conf, configMap: {name: conf}}
                  - {name: scratch, emptyDir: {}}
                  - {name: self, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}
                  containers:
                  - name: main
                    image: shell
                    args: ["cat /etc/conf/a.txt; echo; cat $SELF/labels; echo; echo x > /scratch/f && cat /scratch/f; echo $GREETING $KEY $TEAM $POD_NAME"]
                    envFrom: [{configMapRef: {name: conf}}]
                    env:
                    - {name: SELF, value: /etc/self}
                    - {name: WHO, value: you}
                    - {name: GREETING, value: "hello $(WHO) $$(WHO)"}
                    - {name: TEAM, valueFrom: {fieldRef: {fieldPath: "metadata.labels['team']"}}}
                    - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                    volumeMounts:
                    - {name: conf, mountPath: /etc/conf}
                    - {name: scratch, mountPath: /scratch}
                    - {name: self, mountPath: /etc/self}
                """);

        machine.awaitPhase("sources", "Succeeded");

        assertThat(machine.log("sources").lines())
                .containsExactly("from file", "team=\"red\"", "x", "hello you $(WHO) from map red sources");
    }

    @Test
    void aFieldThatAProcessCannotHaveIsNamed() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: too-much}
                spec:
                  volumes: [{name: host, hostPath: {path: /}}]
                  containers:
                  - name: main
                    image: shell
                    args: ["true"]
                    lifecycle: {preStop: {exec: {command: ["true"]}}}
                """);

        var status = machine.awaitPhase("too-much", "Failed").getStatus();

        assertThat(status.getReason()).isEqualTo("Unsupported");
        assertThat(status.getMessage()).contains("spec.volumes[0].hostPath", "spec.containers[0].lifecycle");
        machine.awaitEvent(
                "too-much", "Unsupported", event -> assertThat(event.getType()).isEqualTo("Warning"));
    }

    @Test
    void aPodLargerThanTheNodeWaits() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: large}
                spec: {containers: [{name: main, image: shell, args: ["true"], resources: {requests: {cpu: "9999"}}}]}
                """);

        machine.await(() -> assertThat(machine.pod("large").getStatus().getConditions())
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.getType()).isEqualTo("PodScheduled");
                    assertThat(condition.getStatus()).isEqualTo("False");
                    assertThat(condition.getReason()).isEqualTo("Unschedulable");
                    assertThat(condition.getMessage()).isEqualTo("0/1 nodes are available: 1 Insufficient cpu.");
                }));
        assertThat(machine.pod("large").getStatus().getPhase()).isEqualTo("Pending");
    }

    @Test
    void aCrashLoopBacksOffAndKeepsThePreviousLog() {
        machine.shell("crashing", "Always", "echo run; exit 3");

        machine.await(() -> assertThat(waiting("crashing")).isEqualTo("CrashLoopBackOff"));

        var status = main(machine.pod("crashing"));
        assertThat(status.getRestartCount()).isEqualTo(1);
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(status.getState().getWaiting().getMessage())
                .startsWith("back-off 10s restarting failed container=main");
        assertThat(machine.client().pods().withName("crashing").terminated().getLog())
                .isEqualTo("run\n");
        machine.awaitEvent(
                "crashing", "BackOff", event -> assertThat(event.getType()).isEqualTo("Warning"));
    }

    @Test
    void tooMuchMemoryIsOutOfMemory() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: hungry}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: program
                    command: [%s, -Xmx1g, -cp, %s, dev.acme.performance.local.PodProgram]
                    args: [eat]
                    resources: {limits: {memory: 128Mi}}
                """.formatted(java(), classes()));

        var ended = main(machine.awaitPhase("hungry", "Failed")).getState().getTerminated();

        assertThat(ended.getReason()).isEqualTo("OOMKilled");
        assertThat(ended.getExitCode()).isEqualTo(137);
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow();
    }

    private static String classes() {
        return PodIT.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    @Test
    void initContainersGoFirst() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: ordered}
                spec:
                  restartPolicy: Never
                  volumes: [{name: shared, emptyDir: {}}]
                  initContainers:
                  - {name: first, image: shell, args: ["echo 1 >> /shared/f"], volumeMounts: [{name: shared, mountPath: /shared}]}
                  - {name: second, image: shell, args: ["echo 2 >> /shared/f"], volumeMounts: [{name: shared, mountPath: /shared}]}
                  containers:
                  - {name: main, image: shell, args: ["cat /shared/f"], volumeMounts: [{name: shared, mountPath: /shared}]}
                """);

        machine.awaitPhase("ordered", "Succeeded");

        assertThat(machine.client()
                        .pods()
                        .withName("ordered")
                        .inContainer("main")
                        .getLog())
                .isEqualTo("1\n2\n");
    }

    @Test
    void anInitContainerThatFailsEndsThePod() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: stillborn}
                spec:
                  restartPolicy: Never
                  initContainers: [{name: first, image: shell, args: ["exit 5"]}]
                  containers: [{name: main, image: shell, args: ["true"]}]
                """);

        var status = machine.awaitPhase("stillborn", "Failed").getStatus();

        assertThat(status.getInitContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(5);
        assertThat(status.getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo("PodInitializing");
    }

    @Test
    void aProgramThatIsNotThereFailsToStart() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: no-program}
                spec: {restartPolicy: Never, containers: [{name: main, image: shell, command: [no-such-program]}]}
                """);

        var ended = main(machine.awaitPhase("no-program", "Failed")).getState().getTerminated();

        assertThat(ended.getReason()).isEqualTo("StartError");
        assertThat(ended.getMessage()).contains("\"no-such-program\": executable file not found");
    }

    @Test
    void aDeletedPodEndsInPeaceOrIsKilled() {
        machine.shell("peaceful", "Always", "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done");
        machine.shell("stubborn", "Always", "trap '' TERM; echo up; while :; do sleep 0.05; done");
        machine.await(() -> assertThat(List.of(machine.log("peaceful"), machine.log("stubborn")))
                .containsOnly("up\n"));

        machine.client().pods().withName("peaceful").delete();
        machine.client().pods().withName("stubborn").delete();

        machine.await(() -> assertThat(machine.pod("peaceful")).isNull());
        machine.await(() -> assertThat(machine.pod("stubborn")).isNull());
    }

    @Test
    void probesDecideWhetherAPodIsReadyAndAlive() {
        machine.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: probed}
                spec:
                  volumes: [{name: state, emptyDir: {}}]
                  containers:
                  - name: main
                    image: shell
                    args: ["echo up; touch /state/alive /state/ready; sleep 1000"]
                    volumeMounts: [{name: state, mountPath: /state}]
                    env: [{name: STATE, value: /state}]
                    startupProbe: {exec: {command: [sh, -c, "test -e $STATE/alive"]}, periodSeconds: 1}
                    readinessProbe: {exec: {command: [sh, -c, "test -e $STATE/ready"]}, periodSeconds: 1, failureThreshold: 1}
                    livenessProbe: {exec: {command: [sh, -c, "test -e $STATE/alive"]}, periodSeconds: 1, failureThreshold: 1}
                """);
        machine.await(() -> assertThat(main(machine.pod("probed")).getReady()).isTrue());
        var state = machine.folder()
                .resolve("pods/" + machine.pod("probed").getMetadata().getUid() + "/volumes/state");

        assertThat(state.resolve("ready").toFile().delete()).isTrue();
        machine.await(() -> assertThat(main(machine.pod("probed")).getReady()).isFalse());
        machine.awaitEvent(
                "probed", "Unhealthy", event -> assertThat(event.getMessage()).startsWith("Readiness probe failed"));

        assertThat(state.resolve("alive").toFile().delete()).isTrue();
        machine.await(
                () -> assertThat(main(machine.pod("probed")).getRestartCount()).isEqualTo(1));
    }

    @Test
    void logsAreCutAsWished() throws Exception {
        machine.shell("talkative", "Never", "for i in 1 2 3 4 5; do echo line $i; done");
        machine.awaitPhase("talkative", "Succeeded");
        var pod = machine.client().pods().withName("talkative");

        assertThat(pod.tailingLines(2).getLog()).isEqualTo("line 4\nline 5\n");
        assertThat(pod.limitBytes(6).getLog()).isEqualTo("line 1");
        assertThat(pod.usingTimestamps().getLog().lines().findFirst().orElseThrow())
                .matches("\\d{4}-.*Z line 1");
        assertThat(pod.sinceTime("2100-01-01T00:00:00Z").getLog()).isEmpty();
    }
}
