package dev.acme.performance.operator.e2e;

import static dev.acme.performance.operator.e2e.Installation.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A release that watches its own namespace, without any cluster role: helm and a namespace are enough. */
@OwnOperator
class NamespacedInstallE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void itCarriesARunOutWithoutAnyClusterRole() {
        install();

        bench.apply("run", Specs.SHORT);

        var run = bench.awaitEnd("run");
        bench.saw(run);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(bench.kubectl(
                        "get",
                        "clusterrole,clusterrolebinding",
                        "-l",
                        "app.kubernetes.io/instance=" + bench.namespace(),
                        "-o",
                        "name"))
                .isEmpty();
    }

    /** As the installed release, images and backends included, but for what it watches and may. */
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
                "--set=backends.s3.endpoint=" + backends.get("S3_ENDPOINT"),
                "--set=backends.s3.bucket=" + backends.get("S3_BUCKET"),
                "--set=backends.dynamodb.endpoint=" + backends.get("DYNAMODB_ENDPOINT"),
                "--set=backends.credentialsSecret=" + backends.get("CREDENTIALS_SECRET"),
                "--wait",
                "--timeout=3m");
    }

    @AfterEach
    void uninstall() {
        bench.kubectl("delete", "perfrun", "--all", "--timeout=90s");
        Command.run("helm", "uninstall", bench.namespace(), "--namespace=" + bench.namespace(), "--wait");
    }
}
