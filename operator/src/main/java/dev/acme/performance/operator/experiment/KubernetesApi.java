package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentReason;
import dev.acme.performance.operator.experiment.report.PackedFiles;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The API server of a cluster, and the index of its informer. */
final class KubernetesApi implements ExperimentApi {
    private static final int UNPROCESSABLE = 422;
    /** Asked again at once, it would answer the same. */
    private static final Set<Integer> REFUSALS = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_FORBIDDEN,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_BAD_METHOD,
            HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
            UNPROCESSABLE);

    /** Rights that are being replaced, a quota that is full, a type or a namespace that is just being made. */
    private static final Set<Integer> PASSING =
            Set.of(HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND);

    private final KubernetesClient client;
    private final Function<String, List<PerformanceRun>> index;

    /** @param index runs by {@link ExperimentAttempt#cellKey} */
    KubernetesApi(KubernetesClient client, Function<String, List<PerformanceRun>> index) {
        this.client = client;
        this.index = index;
    }

    @Override
    public Map<String, PerformanceRun> read(ExperimentAttempt attempt, List<OpenRun> open) {
        return open.stream()
                .flatMap(one -> find(attempt, one.run()).stream())
                .filter(attempt::owns)
                .collect(Collectors.toUnmodifiableMap(run -> run.getMetadata().getName(), run -> run));
    }

    private Optional<PerformanceRun> find(ExperimentAttempt attempt, String run) {
        return Optional.ofNullable(client.resources(PerformanceRun.class)
                .inNamespace(attempt.namespace())
                .withName(run)
                .get());
    }

    @Override
    public List<PerformanceRun> ofCell(ExperimentAttempt attempt, String cell) {
        return index.apply(attempt.cellKey(cell)).stream().filter(attempt::made).toList();
    }

    @Override
    public List<PerformanceRun> list(ExperimentAttempt attempt) {
        return client
                .resources(PerformanceRun.class)
                .inNamespace(attempt.namespace())
                .withLabels(attempt.selector())
                .list()
                .getItems()
                .stream()
                .filter(attempt::made)
                .toList();
    }

    @Override
    public Optional<Refusal> create(ExperimentAttempt attempt, PerformanceRun run) {
        return answer(() -> client.resource(run).create()).or(() -> conflict(attempt, run));
    }

    /** Somebody else's run has the name that this one needs. */
    private Optional<Refusal> conflict(ExperimentAttempt attempt, PerformanceRun run) {
        String name = run.getMetadata().getName();
        return find(attempt, name)
                .filter(present -> !attempt.owns(present))
                .map(_ -> new Refusal(
                        "PerformanceRun " + name + " exists and is not this experiment's: delete or rename it", false));
    }

    @Override
    public Optional<Refusal> refusal(PerformanceRun run) {
        return answer(() -> client.resource(run).dryRun().create());
    }

    @Override
    public void cancel(ExperimentAttempt attempt, String run) {
        try {
            client.resources(PerformanceRun.class)
                    .inNamespace(attempt.namespace())
                    .withName(run)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"cancel\":true}}");
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public Optional<Unstored> store(ExperimentAttempt attempt, Map<String, String> files) {
        var byKind = files.entrySet().stream()
                .collect(Collectors.partitioningBy(
                        file -> file.getKey().endsWith(PackedFiles.SUFFIX),
                        Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
        var report = new ConfigMapBuilder()
                .withMetadata(attempt.reportMetadata())
                .withData(byKind.get(false))
                .withBinaryData(byKind.get(true))
                .build();
        try {
            client.resource(report).create();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (REFUSALS.contains(e.getCode())) {
                return Optional.of(
                        new Unstored(ExperimentReason.REPORT_REFUSED, sentence(e), PASSING.contains(e.getCode())));
            }
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            var present = client.resource(report).get();
            if (present == null) {
                throw e;
            }
            return attempt.owns(present) ? Optional.empty() : Optional.of(Unstored.nameConflict(attempt));
        }
    }

    @Override
    public void writeStatus(PerformanceExperiment experiment) {
        client.resource(experiment).updateStatus();
    }

    private static Optional<Refusal> answer(Runnable request) {
        try {
            request.run();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            if (REFUSALS.contains(e.getCode())) {
                return Optional.of(new Refusal(sentence(e), PASSING.contains(e.getCode())));
            }
            throw e;
        }
    }

    /** Without the name of a run that does not exist. */
    private static String sentence(KubernetesClientException e) {
        var status = e.getStatus();
        String message =
                status == null || status.getMessage() == null ? String.valueOf(e.getMessage()) : status.getMessage();
        return message.replaceFirst("^PerformanceRun\\S* \"[^\"]*\" is invalid: ", "")
                .replace("Invalid value: \"object\": ", "");
    }
}
