package dev.acme.performance.operator.web.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.report.PackedFiles;
import dev.acme.performance.operator.run.LenientRuns;
import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.access.Right.Objects;
import dev.acme.performance.operator.web.cluster.ClusterObjects;
import dev.acme.performance.operator.web.cluster.Manifest;
import dev.acme.performance.operator.web.cluster.SpecSchema;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.route.Asked;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.route.Rule;
import dev.acme.performance.operator.web.runs.Visible;
import dev.acme.performance.operator.web.watch.ExperimentSummary;
import dev.acme.performance.operator.web.watch.Inventory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v1/experiments}: listed, shown, their reports. */
public final class ExperimentRoutes {
    private static final String EXPERIMENTS = "/api/v1/experiments";
    private static final String EXPERIMENT = EXPERIMENTS + "/{namespace}/{name}";
    private static final Map<String, String> TYPES = Map.of(
            "md", "text/markdown; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "json", Answer.JSON);

    private final ClusterObjects objects;
    private final Inventory inventory;
    private final SpecSchema schema = SpecSchema.of(Objects.EXPERIMENTS);
    private final KubernetesSerialization serialization = LenientRuns.serialization();

    public ExperimentRoutes(ClusterObjects objects, Inventory inventory) {
        this.objects = objects;
        this.inventory = inventory;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(EXPERIMENTS, new Rule.PerNamespace(Right.LIST_EXPERIMENTS), this::list),
                Route.get(EXPERIMENT, new Rule.InPath(Right.GET_EXPERIMENTS), this::show),
                Route.get(EXPERIMENT + "/report", new Rule.InPath(Right.GET_EXPERIMENTS), this::report));
    }

    private Answer list(Asked asked) {
        asked.query().only("namespace");
        var visible = Visible.namespaces(asked, inventory, Right.LIST_EXPERIMENTS);
        return Answer.json(Map.of("items", inventory.experiments(visible)));
    }

    private Answer show(Asked asked) {
        asked.query().only();
        var found = found(asked);
        var answer = Json.object();
        answer.set("summary", Json.tree(ExperimentSummary.of(typed(found))));
        answer.set("resource", found);
        answer.put("yaml", Manifest.yaml(found, schema));
        return Answer.json(answer);
    }

    /** HTML is always a file to keep: a page of this address it must never be. */
    private Answer report(Asked asked) {
        var query = asked.query().only("format", "download");
        String format = query.one("format").orElse("md");
        var type = Optional.ofNullable(TYPES.get(format))
                .orElseThrow(() -> Problem.of(Problem.Kind.BAD_REQUEST, "format must be md, html or json")
                        .refusal());
        var experiment = typed(found(asked));
        int attempt =
                experiment.getStatus() == null ? 0 : experiment.getStatus().attempt();
        var of = ExperimentAttempt.of(experiment, attempt);
        var text = objects.configMap(asked.namespace(), of.reportName())
                .filter(of::owns)
                .flatMap(map -> PackedFiles.text(map, "report." + format))
                .orElseThrow(() -> Problem.notFound().refusal());
        var answer = Answer.text(200, type, text);
        return query.flag("download") || format.equals("html")
                ? answer.asFile(asked.name("name") + "." + format)
                : answer;
    }

    private ObjectNode found(Asked asked) {
        return objects.find(Objects.EXPERIMENTS, asked.namespace(), asked.name("name"))
                .orElseThrow(() -> Problem.notFound().refusal());
    }

    private PerformanceExperiment typed(ObjectNode found) {
        return serialization.convertValue(found, PerformanceExperiment.class);
    }
}
