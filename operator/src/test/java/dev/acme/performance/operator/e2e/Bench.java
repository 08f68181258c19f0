package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One test's place in the cluster that KUBECONFIG names: a namespace of its own at Pod Security level restricted, with
 * the backends' credentials, watched from its first instant, and gone after the test.
 */
final class Bench implements BeforeEachCallback, AfterEachCallback {
    /** Long enough for every run of these tests on a busy machine. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Held for writing by who takes the leading operator away, for reading by who must catch a run half way. */
    static final String LEADER = "the leading operator";

    /** For whoever works on the operator: each test runs it from its jar, the installed one may be scaled to none. */
    private static final boolean IS_OPERATOR_A_PROCESS = "process".equals(System.getenv("E2E_OPERATOR"));

    private static final Duration GONE = Duration.ofSeconds(90);

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final Installation installation = new Installation(client);
    private final List<OperatorProcess> operators = new ArrayList<>();
    private final Sightings sightings = new Sightings();
    private String test = "";
    private String namespace = "";
    private long start;

    @Override
    public void beforeEach(ExtensionContext context) {
        test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        // two tests may begin within one tick of the clock
        namespace = "e2e-" + UUID.randomUUID().toString().substring(0, 13);
        start = System.nanoTime();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .addToLabels("pod-security.kubernetes.io/enforce-version", "latest")
                        .endMetadata()
                        .build())
                .create();
        client.resource(installation.credentials(namespace)).create();
        sightings.watch(client, namespace);
        if (IS_OPERATOR_A_PROCESS && !context.getRequiredTestClass().isAnnotationPresent(OwnOperator.class)) {
            startOperator(Map.of());
        }
    }

    /** Runs go first, while there is an operator that may have to clean up behind them; before them what makes them anew. */
    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException().ifPresent(_ -> dump());
        try {
            client.resources(PerformanceExperiment.class)
                    .inNamespace(namespace)
                    .withTimeout(GONE.toSeconds(), TimeUnit.SECONDS)
                    .delete();
            client.resources(PerformanceRun.class)
                    .inNamespace(namespace)
                    .withTimeout(GONE.toSeconds(), TimeUnit.SECONDS)
                    .delete();
            deleteNamespace();
        } finally {
            sightings.close();
            operators.forEach(OperatorProcess::close);
            client.close();
        }
    }

    KubernetesClient client() {
        return client;
    }

    Installation installation() {
        return installation;
    }

    Sightings sightings() {
        return sightings;
    }

    String namespace() {
        return namespace;
    }

    /** An operator for this namespace only, configured as the installed one but for {@code differences}. */
    OperatorProcess startOperator(Map<String, String> differences) {
        return startOperator(differences, "started port=");
    }

    OperatorProcess startOperator(Map<String, String> differences, String ready) {
        var environment = new HashMap<>(installation.environment());
        environment.put("LEADER_ELECTION", "false");
        environment.put("WATCH_NAMESPACES", namespace);
        environment.put("HTTP_PORT", "0");
        environment.put("API_PORT", "off");
        environment.putAll(differences);
        String name = namespace + "-" + operators.size();
        environment.put("KUBECONFIG", installation.kubeconfig(name).toString());
        var operator = OperatorProcess.start(name, environment, ready);
        operators.add(operator);
        return operator;
    }

    /** As the cluster's user does it: {@code spec} is the YAML below {@code spec:}, indented by two blanks. */
    PerformanceRun apply(String name, String spec) {
        kubectlFed("""
                apiVersion: performance.acme.dev/v1alpha1
                kind: PerformanceRun
                metadata: {name: %s}
                spec:
                %s""".formatted(name, spec), "apply", "-f", "-");
        return run(name);
    }

    PerformanceRun run(String name) {
        return resource(name).require();
    }

    Attempt attempt(String name) {
        var run = run(name);
        return Attempt.of(
                run, run.getStatus() == null ? 1 : Math.max(1, run.getStatus().attempt()));
    }

    /** Watches until the run has a phase and its status fits: no state is too short to be seen. */
    PerformanceRun await(String name, Duration limit, Predicate<PerformanceRunStatus> condition) {
        return resource(name)
                .waitUntilCondition(
                        run -> run != null
                                && run.getStatus() != null
                                && run.getStatus().phase() != null
                                && condition.test(run.getStatus()),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    PerformanceRun awaitEnd(String name) {
        return await(name, PATIENCE, Bench::hasEnded);
    }

    PerformanceRun awaitPhase(String name, Phase phase) {
        return await(name, PATIENCE, status -> status.phase() == phase);
    }

    /** Until the load has told how far it is. */
    void awaitHalfWay(String name) {
        var run = await(name, PATIENCE, status -> status.progress() != null || hasEnded(status));
        assertThat(hasEnded(run.getStatus()))
                .as("ended before it was seen half way: " + run.getStatus().message())
                .isFalse();
    }

    /** The pod of one kind, once it runs. */
    Pod awaitPod(Attempt attempt, Component component) {
        return client.pods()
                .inNamespace(namespace)
                .withLabels(attempt.selector(component))
                .waitUntilCondition(
                        pod -> pod != null && "Running".equals(pod.getStatus().getPhase()),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    String kubectl(String... arguments) {
        return kubectlFed("", arguments);
    }

    String kubectlFed(String input, String... arguments) {
        var command = new ArrayList<>(List.of("kubectl", "-n", namespace));
        command.addAll(List.of(arguments));
        return Command.feed(input, command.toArray(String[]::new));
    }

    void deleteNamespace() {
        client.namespaces().withName(namespace).delete();
    }

    void awaitNamespaceGone(Duration limit) {
        client.namespaces()
                .withName(namespace)
                .waitUntilCondition(Objects::isNull, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The line that a test prints of what it saw. */
    void saw(String what) {
        System.out.printf("e2e %s: %s (%.1f s)%n", test, what, secondsSince(start));
    }

    /** The same of a run: phase, reason, load Jobs, message. */
    void saw(PerformanceRun run) {
        var status = run.getStatus();
        saw("%s %s validity=%s loadJobs=%s loadPods=%s \"%s\""
                .formatted(
                        status.phase(),
                        reason(status),
                        status.validity(),
                        sightings.jobs(attempt(run.getMetadata().getName()), Component.LOAD),
                        sightings
                                .pods(attempt(run.getMetadata().getName()), Component.LOAD)
                                .size(),
                        status.message()));
    }

    /** Why a run is as it is: the reason of its condition Ready. */
    static String reason(PerformanceRunStatus status) {
        return status.conditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(condition -> condition.getReason())
                .findFirst()
                .orElse("");
    }

    static boolean hasEnded(PerformanceRunStatus status) {
        return status.phase() != null && status.phase().isTerminal();
    }

    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    /** The run ends measured, and nothing of it was ever made twice. */
    void assertEndedOnce(String name) {
        var run = awaitEnd(name);
        saw(run);
        var attempt = Attempt.of(run, 1);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(run.getStatus().attempt()).isEqualTo(1);
        List.of(Component.POPULATE, Component.LOAD).forEach(component -> {
            assertThat(sightings.jobs(attempt, component)).hasSize(1);
            assertThat(sightings.pods(attempt, component)).hasSize(1);
        });
        assertThat(sightings.pods(attempt, Component.REGISTRY)).hasSize(1);
    }

    private Resource<PerformanceRun> resource(String name) {
        return client.resources(PerformanceRun.class).inNamespace(namespace).withName(name);
    }

    private void dump() {
        System.out.println(kubectl("get", "perfexp,perfrun,job,deployment,pod,event", "-o", "wide"));
        System.out.println(kubectl("get", "perfexp,perfrun", "-o", "yaml"));
    }
}
