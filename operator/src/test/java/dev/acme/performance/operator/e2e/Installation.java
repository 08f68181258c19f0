package dev.acme.performance.operator.e2e;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The chart as it is installed in the cluster: release and namespace are told by {@code E2E_RELEASE}. */
final class Installation {
    /** Name and namespace of the release that `.ci/e2e` installs. */
    static final String RELEASE = Objects.requireNonNullElse(System.getenv("E2E_RELEASE"), "performance-e2e");

    private final KubernetesClient client;

    Installation(KubernetesClient client) {
        this.client = client;
    }

    /** The operator's environment, but for what belongs to a pod. */
    Map<String, String> environment() {
        var container =
                operator().getSpec().getTemplate().getSpec().getContainers().getFirst();
        var environment = new HashMap<String, String>();
        container.getEnvFrom().stream()
                .filter(source -> source.getConfigMapRef() != null)
                .map(source -> client.configMaps()
                        .inNamespace(RELEASE)
                        .withName(source.getConfigMapRef().getName())
                        .require())
                .forEach(map -> environment.putAll(map.getData()));
        container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    /** The Secret with the backends' credentials, as a user puts it into a namespace of runs. */
    Secret credentials(String namespace) {
        var original = client.secrets()
                .inNamespace(RELEASE)
                .withName(environment().get("CREDENTIALS_SECRET"))
                .require();
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(original.getMetadata().getName())
                .endMetadata()
                .withData(original.getData())
                .build();
    }

    /** A kubeconfig with the installed operator's own rights, and no more. */
    Path kubeconfig(String name) {
        String account = operator().getSpec().getTemplate().getSpec().getServiceAccountName();
        String text = """
                apiVersion: v1
                kind: Config
                current-context: operator
                contexts: [{name: operator, context: {cluster: cluster, user: operator}}]
                clusters: [{name: cluster, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: operator, user: {token: "%s"}}]
                """.formatted(
                        cluster("server"),
                        cluster("certificate-authority-data"),
                        Command.run("kubectl", "create", "token", account, "--namespace=" + RELEASE, "--duration=1h"));
        try {
            var folder = Files.createDirectories(Path.of("target", "e2e").toAbsolutePath());
            return Files.writeString(folder.resolve(name + ".kubeconfig"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cluster(String field) {
        return Command.run(
                "kubectl",
                "config",
                "view",
                "--raw",
                "--minify",
                "--flatten",
                "--output=jsonpath={.clusters[0].cluster." + field + "}");
    }

    /** The pod that leads, by its Lease; empty text where nobody does. */
    String leader() {
        var lease = client.leases()
                .inNamespace(RELEASE)
                .withName(environment().get("LEASE_NAME"))
                .get();
        return lease == null ? "" : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
    }

    /** As `kubectl delete pod --force --grace-period=0` does: its program gets two seconds. */
    void remove(String pod) {
        client.pods().inNamespace(RELEASE).withName(pod).withGracePeriod(0).delete();
    }

    /** Whether every operator that is wanted is ready. */
    boolean isWhole() {
        return operator().getSpec().getReplicas().equals(operator().getStatus().getReadyReplicas());
    }

    int replicas() {
        return operator().getSpec().getReplicas();
    }

    /** Runs or stops the installed operator, so that a test can have one of its own. */
    void scale(int replicas) {
        var operator = client.apps()
                .deployments()
                .inNamespace(RELEASE)
                .withName(operator().getMetadata().getName());
        operator.scale(replicas);
        Awaitility.await(replicas + " operators").atMost(2, TimeUnit.MINUTES).until(() -> {
            var status = operator.require().getStatus();
            return Objects.requireNonNullElse(status.getReplicas(), 0) == replicas
                    && Objects.requireNonNullElse(status.getReadyReplicas(), 0) == replicas
                    && pods() == replicas;
        });
    }

    private int pods() {
        return client.pods()
                .inNamespace(RELEASE)
                .withLabels(operator().getSpec().getSelector().getMatchLabels())
                .list()
                .getItems()
                .size();
    }

    private Deployment operator() {
        return client.apps().deployments().inNamespace(RELEASE).list().getItems().stream()
                .filter(Installation::isOperator)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no operator in namespace " + RELEASE + ": install the chart first, as .ci/e2e does"));
    }

    private static boolean isOperator(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName)
                .anyMatch("LEADER_ELECTION"::equals);
    }
}
