package dev.acme.performance.operator.e2e;

import static dev.acme.performance.operator.e2e.Installation.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A service that stood there before any run, named in the chart's values. It is the registry's own image, filled by its init
 * container, for that one is at hand in every cluster of these tests; no run has made it.
 */
@OwnOperator
class ExternalE2E {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SIZE = 100_000;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void aTargetOfTheValuesIsMeasuredWithItsCountersAndAnUnknownOneIsRefused() throws JsonProcessingException {
        standUp();
        install();

        bench.apply("known", run("standing"));
        bench.apply("unknown", run("nobody"));
        var known = bench.awaitEnd("known");
        var unknown = bench.awaitEnd("unknown");

        bench.saw(known);
        bench.saw(unknown);
        assertMeasured(known);
        assertThat(unknown.getStatus().phase()).isEqualTo(Phase.FAILED);
        assertThat(Bench.reason(unknown.getStatus())).isEqualTo("UnknownTarget");
        assertThat(unknown.getStatus().message()).contains("nobody", "standing");
        assertThat(bench.sightings().jobs(Attempt.of(unknown, 1), Component.LOAD))
                .isEmpty();
        assertOnlyTheTargetIsLetThrough();
    }

    private static String run(String target) {
        return """
                  clients: 4
                  compute: {backend: external, target: %s}
                  load: {mode: Closed, durationSeconds: 4, thinkTimeMs: 100}
                """.formatted(target);
    }

    private void assertMeasured(PerformanceRun run) {
        var status = run.getStatus();
        var results = Objects.requireNonNull(status.results(), "results");
        var counters = Objects.requireNonNull(status.targetCounters(), "targetCounters");
        bench.saw("%d of %d succeeded, %s".formatted(results.succeeded(), results.requests(), counters));
        assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(results.requests()).isGreaterThan(4);
        assertThat(results.succeeded()).isEqualTo(results.requests());
        assertThat(results.bytes()).isEqualTo(results.succeeded() * SIZE);
        assertThat(counters.problem()).isNull();
        // the target's own count of what it sent is the clients' count of what they got
        assertThat(counters.increases()).singleElement().satisfies(sent -> {
            assertThat(sent.name()).isEqualTo("sent");
            assertThat(sent.increase()).isEqualTo((double) results.bytes());
        });
        var attempt = Attempt.of(run, 1);
        assertThat(bench.sightings().pods(attempt, Component.LOAD)).hasSize(1);
        List.of(Component.POPULATE, Component.REGISTRY)
                .forEach(component ->
                        assertThat(bench.sightings().pods(attempt, component)).isEmpty());
    }

    /** The policy of the values selects the pods that carry the target's name, and leads to the target alone. */
    private void assertOnlyTheTargetIsLetThrough() throws JsonProcessingException {
        var spec = JSON.readTree(bench.kubectl(
                        "get",
                        "networkpolicy",
                        bench.namespace() + "-performance-operator-load-standing",
                        "-o",
                        "json"))
                .path("spec");
        assertThat(spec.at("/podSelector/matchLabels/performance.acme.dev~1external-target")
                        .asText())
                .isEqualTo("standing");
        assertThat(spec.at("/podSelector/matchLabels/app.kubernetes.io~1component")
                        .asText())
                .isEqualTo(Component.LOAD.toString());
        var beyondNames = spec.at("/egress/1");
        assertThat(beyondNames.path("ports")).hasSize(1);
        assertThat(beyondNames.at("/ports/0/port").asInt()).isEqualTo(8080);
        assertThat(beyondNames.path("to")).hasSize(1);
        assertThat(beyondNames.at("/to/0/podSelector/matchLabels/app").asText()).isEqualTo("standing");
        assertThat(spec.path("egress")).hasSize(2);
    }

    /** Answers before anything measures it, for a target is not waited for. */
    private void standUp() {
        var backends = bench.installation().environment();
        bench.kubectlFed(
                TARGET.replace(
                                "$FILL",
                                CONTAINER.formatted(
                                        "fill", "populate, --model, acme/standing, --size, \"$SIZE\", --count, \"1\""))
                        .replace("$SERVE", CONTAINER.formatted("serve", "serve"))
                        .replace("$IMAGE", value(backends, "REGISTRY_IMAGE"))
                        .replace("$SECRET", value(backends, "CREDENTIALS_SECRET"))
                        .replace("$S3", value(backends, "S3_ENDPOINT"))
                        .replace("$BUCKET", value(backends, "S3_BUCKET"))
                        .replace("$DYNAMODB", value(backends, "DYNAMODB_ENDPOINT"))
                        .replace("$NAME", bench.namespace())
                        .replace("$SIZE", Integer.toString(SIZE)),
                "apply",
                "-f",
                "-");
        bench.kubectl("rollout", "status", "deployment/standing", "--timeout=120s");
    }

    /** As the installed release, images and backends included, but for what it watches, and the target. */
    private void install() {
        var backends = bench.installation().environment();
        String values = Command.run("helm", "get", "values", RELEASE, "--namespace=" + RELEASE, "--output=json");
        Command.feed(
                values,
                "helm",
                "install",
                bench.namespace(),
                "../helm/performance-operator",
                "--namespace=" + bench.namespace(),
                "--values=-",
                "--set=watch.allNamespaces=false,rbac.nodeFacts=false,api.enabled=false,crds.install=false,demo.enabled=false,replicas=1",
                "--set=networkPolicy.enabled=true",
                "--set=backends.s3.endpoint=" + backends.get("S3_ENDPOINT"),
                "--set=backends.s3.bucket=" + backends.get("S3_BUCKET"),
                "--set=backends.dynamodb.endpoint=" + backends.get("DYNAMODB_ENDPOINT"),
                "--set=backends.credentialsSecret=" + backends.get("CREDENTIALS_SECRET"),
                "--set-json=externalTargets=" + VALUES,
                "--wait",
                "--timeout=2m");
    }

    @AfterEach
    void uninstall() {
        bench.kubectl("delete", "perfrun", "--all", "--timeout=90s");
        Command.run("helm", "uninstall", bench.namespace(), "--namespace=" + bench.namespace(), "--wait");
    }

    private static String value(Map<String, String> environment, String variable) {
        return Objects.requireNonNull(environment.get(variable), variable);
    }

    /** What an administrator writes, see docs/external-targets.md. */
    private static final String VALUES = """
            {"standing": {
              "url": "http://standing",
              "path": "/performance/acme_standing/main/model.zip",
              "answer": {"sizeBytes": 100000},
              "metrics": {"url": "http://standing/metrics", "counters": {"sent": "registry_bytes_sent_total"}},
              "networkPolicy": {"to": [{"podSelector": {"matchLabels": {"app": "standing"}}}], "ports": [8080]}}}
            """;

    private static final String TARGET = """
            apiVersion: v1
            kind: Service
            metadata: {name: standing}
            spec:
              selector: {app: standing}
              ports: [{port: 80, targetPort: 8080}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: standing}
            spec:
              selector: {matchLabels: {app: standing}}
              template:
                metadata: {labels: {app: standing}}
                spec:
                  automountServiceAccountToken: false
                  enableServiceLinks: false
                  terminationGracePeriodSeconds: 5
                  securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
                  initContainers:
            $FILL
                  containers:
            $SERVE
                    readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
                  volumes:
                  - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
                  - {name: credentials, secret: {secretName: $SECRET}}
            """;

    private static final String CONTAINER = """
                  - name: %s
                    image: $IMAGE
                    imagePullPolicy: IfNotPresent
                    args: [%s]
                    env:
                    - {name: S3_ENDPOINT, value: "$S3"}
                    - {name: S3_BUCKET, value: "$BUCKET"}
                    - {name: S3_PREFIX, value: "$NAME/"}
                    - {name: DYNAMODB_ENDPOINT, value: "$DYNAMODB"}
                    - {name: DYNAMODB_TABLE, value: "$NAME"}
                    - {name: AWS_SHARED_CREDENTIALS_FILE, value: /credentials/credentials}
                    securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                    resources: {requests: {cpu: 50m, memory: 256Mi}, limits: {memory: 256Mi}}
                    volumeMounts:
                    - {name: tmp, mountPath: /tmp}
                    - {name: credentials, mountPath: /credentials, readOnly: true}""".indent(6).stripTrailing();
}
