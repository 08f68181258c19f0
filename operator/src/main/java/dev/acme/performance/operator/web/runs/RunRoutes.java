package dev.acme.performance.operator.web.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.run.LenientRuns;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Digest;
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
import dev.acme.performance.operator.web.watch.Inventory;
import dev.acme.performance.operator.web.watch.RunSummary;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/runs}: listed, shown, made, cancelled, done again. */
public final class RunRoutes {
    private static final String RUNS = "/api/v1/runs";
    private static final String RUN = RUNS + "/{namespace}/{name}";
    private static final int RERUN_DIGITS = 12;

    private final ClusterObjects objects;
    private final Inventory inventory;
    private final RunOrders orders;
    private final ResultFiles results;
    private final SpecSchema schema = SpecSchema.of(Objects.RUNS);
    private final RunManifest manifests = new RunManifest(schema);
    private final KubernetesSerialization serialization = LenientRuns.serialization();

    public RunRoutes(ClusterObjects objects, Inventory inventory, RunOrders orders) {
        this.objects = objects;
        this.inventory = inventory;
        this.orders = orders;
        this.results = new ResultFiles(objects);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/schema", Rule.signedIn(), this::schema),
                Route.get(RUNS, new Rule.PerNamespace(Right.LIST_RUNS), this::list),
                Route.post(RUNS, new Rule.PerNamespace(Right.CREATE_RUNS), this::create),
                Route.get(RUN, new Rule.InPath(Right.GET_RUNS), this::show),
                Route.get(RUN + "/report", new Rule.InPath(Right.GET_RUNS), this::report),
                Route.post(RUN + "/cancel", new Rule.InPath(Right.PATCH_RUNS), this::cancel),
                Route.post(RUN + "/rerun", new Rule.InPath(Right.PATCH_RUNS), this::rerun));
    }

    private Answer schema(Asked asked) {
        asked.query().only();
        return Answer.json(Map.of("spec", schema.tree()));
    }

    private Answer list(Asked asked) {
        var query = asked.query().only("namespace", "limit", "continue");
        int limit = query.number("limit", RunPage.STANDARD, RunPage.MOST);
        var visible = Visible.namespaces(asked, inventory, Right.LIST_RUNS);
        var page = RunPage.of(inventory.runs(visible), limit, query.one("continue"));
        var answer = Json.object();
        answer.set("items", Json.array(page.items()));
        answer.put("continue", page.next());
        answer.put("total", page.total());
        return Answer.json(answer);
    }

    private Answer create(Asked asked) {
        asked.query().only();
        var made = orders.place(asked.caller(), manifests.read(asked.body(), asked.idempotencyKey()));
        var meta = made.run().getMetadata();
        return Answer.json(201, Map.of("summary", RunSummary.of(made.run())))
                .with("Location", RUNS + "/" + meta.getNamespace() + "/" + meta.getName());
    }

    private Answer show(Asked asked) {
        asked.query().only();
        var found = found(asked);
        var answer = Json.object();
        answer.set("summary", Json.tree(RunSummary.of(typed(found))));
        answer.set("resource", found);
        answer.put("yaml", Manifest.yaml(found, schema));
        return Answer.json(answer);
    }

    private Answer report(Asked asked) {
        var query = asked.query().only("attempt", "download");
        var run = typed(found(asked));
        int attempt = query.number("attempt", Math.max(1, RunSummary.of(run).attempt()), 999_999);
        var text = results.text(Attempt.of(run, attempt))
                .orElseThrow(() -> Problem.notFound().refusal());
        var answer = Answer.text(200, Answer.JSON, text);
        return query.flag("download") ? answer.asFile(asked.name("name") + "-" + attempt + ".json") : answer;
    }

    private Answer cancel(Asked asked) {
        asked.query().only();
        asked.noBody();
        return changed(asked, patch().put("cancel", true));
    }

    /** The same key again starts nothing unless another came between; without a key, two clicks on one attempt start one. */
    private Answer rerun(Asked asked) {
        asked.query().only();
        asked.noBody();
        var run = typed(found(asked));
        String word = asked.idempotencyKey()
                .map(key -> "key-" + Digest.of(asked.caller().user().name() + "\n" + key, RERUN_DIGITS))
                .orElseGet(() -> "after-attempt-"
                        + (run.getStatus() == null ? 0 : run.getStatus().attempt()));
        return changed(asked, patch().put("rerun", word).put("cancel", false));
    }

    private Answer changed(Asked asked, ObjectNode spec) {
        var patch = Json.object();
        patch.set("spec", spec);
        var run = objects.patchRun(asked.namespace(), asked.name("name"), patch);
        return Answer.json(202, Map.of("summary", RunSummary.of(run)));
    }

    private static ObjectNode patch() {
        return Json.object();
    }

    private ObjectNode found(Asked asked) {
        return objects.find(Objects.RUNS, asked.namespace(), asked.name("name"))
                .orElseThrow(() -> Problem.notFound().refusal());
    }

    private PerformanceRun typed(ObjectNode found) {
        return serialization.convertValue(found, PerformanceRun.class);
    }
}
