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
    private static final int TOO_MANY = 429;

    /** Asked again, it would answer the same. */
    private static final Set<Integer> FOR_GOOD = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_BAD_METHOD,
            HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
            UNPROCESSABLE);

    /** Rights that are being replaced, a quota that is full or just being counted, a type or a namespace that is just being made. */
    private static final Set<Integer> PASSING = Set.of(
            HttpURLConnection.HTTP_FORBIDDEN,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_CONFLICT,
            TOO_MANY);

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
        return answer(() -> client.resource(run).create(), told -> conflict(attempt, run, told));
    }

    /** The run is there already, or somebody else's of the name that it needs; or there is none, and a quota was counted meanwhile. */
    private Optional<Refusal> conflict(ExperimentAttempt attempt, PerformanceRun run, Refusal told) {
        String name = run.getMetadata().getName();
        var present = find(attempt, name);
        if (present.isEmpty()) {
            return Optional.of(told);
        }
        return present.filter(one -> !attempt.owns(one))
                .map(_ -> new Refusal(
                        "PerformanceRun " + name + " exists and is not this experiment's: delete or rename it", false));
    }

    @Override
    public Optional<Refusal> refusal(PerformanceRun run) {
        return answer(() -> client.resource(run).dryRun().create(), _ -> Optional.empty());
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
            var refused = refused(e)
                    .map(one -> new Unstored(ExperimentReason.REPORT_REFUSED, one.why(), one.mayPass()))
                    .orElseThrow(() -> e);
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                return Optional.of(refused);
            }
            var present = client.resource(report).get();
            if (present == null) {
                return Optional.of(refused);
            }
            return attempt.owns(present) ? Optional.empty() : Optional.of(Unstored.nameConflict(attempt));
        }
    }

    @Override
    public void forgetReport(ExperimentAttempt attempt) {
        var named = client.configMaps().inNamespace(attempt.namespace()).withName(attempt.reportName());
        try {
            Optional.ofNullable(named.get())
                    .filter(attempt::owns)
                    .ifPresent(present -> named.lockResourceVersion(
                                    present.getMetadata().getResourceVersion())
                            .delete());
        } catch (KubernetesClientException e) {
            // what may not be deleted stays until the experiment goes: no reason to hold a rerun up
            if (refused(e).isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public void writeStatus(PerformanceExperiment experiment) {
        client.resource(experiment).updateStatus();
    }

    private static Optional<Refusal> answer(Runnable request, Function<Refusal, Optional<Refusal>> conflict) {
        try {
            request.run();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            var refused = refused(e).orElseThrow(() -> e);
            return e.getCode() == HttpURLConnection.HTTP_CONFLICT ? conflict.apply(refused) : Optional.of(refused);
        }
    }

    /** Empty where there was no answer, or one that says nothing of what was asked. */
    private static Optional<Refusal> refused(KubernetesClientException e) {
        boolean mayPass = PASSING.contains(e.getCode()) || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
        return mayPass || FOR_GOOD.contains(e.getCode())
                ? Optional.of(new Refusal(sentence(e), mayPass))
                : Optional.empty();
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
