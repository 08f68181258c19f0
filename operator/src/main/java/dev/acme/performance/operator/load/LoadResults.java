package dev.acme.performance.operator.load;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the load generator says: its log, and its termination message where the log cannot be read. */
public final class LoadResults {
    private static final Logger LOG = LoggerFactory.getLogger(LoadResults.class);
    private static final int LAST_LINES = 20;

    private final KubernetesClient client;
    private final ExchangeCodec codec = new ExchangeCodec();

    public LoadResults(KubernetesClient client) {
        this.client = client;
    }

    /** The result of an ended pod; the full one from the log, else the summary of the termination message. */
    public Optional<RunResult> result(String namespace, LoadState.Ended ended) {
        return lines(namespace, ended.pod()).reversed().stream()
                .flatMap(line -> codec.readLine(line).stream())
                .filter(RunResult.class::isInstance)
                .map(RunResult.class::cast)
                .findFirst()
                .or(() -> ended.terminationMessage()
                        .map(String::strip)
                        .flatMap(codec::readLine)
                        .filter(RunResult.class::isInstance)
                        .map(RunResult.class::cast));
    }

    /** The latest progress of a running pod. */
    public Optional<RunProgress> progress(String namespace, String pod) {
        return lines(namespace, pod).reversed().stream()
                .flatMap(line -> codec.readLine(line).stream())
                .filter(RunProgress.class::isInstance)
                .map(RunProgress.class::cast)
                .findFirst();
    }

    private List<String> lines(String namespace, String pod) {
        try {
            String log = client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .inContainer(LoadJobManifest.CONTAINER)
                    .tailingLines(LAST_LINES)
                    .getLog();
            return log == null ? List.of() : log.lines().toList();
        } catch (KubernetesClientException e) {
            LOG.debug("log unreadable pod={}/{} code={}", namespace, pod, e.getCode());
            return List.of();
        }
    }
}
