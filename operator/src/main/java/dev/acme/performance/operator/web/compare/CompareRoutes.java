package dev.acme.performance.operator.web.compare;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.run.LenientRuns;
import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.access.Right.Objects;
import dev.acme.performance.operator.web.cluster.ClusterObjects;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Refusal;
import dev.acme.performance.operator.web.route.Asked;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.route.Rule;
import dev.acme.performance.operator.web.watch.RunSummary;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.regex.Pattern;

/** {@code /api/v1/compare}: two to eight runs side by side. */
public final class CompareRoutes {
    private static final Pattern RUN = Pattern.compile("([^/]{1,63})/([^/]{1,63})");
    private static final int FEWEST = 2;
    private static final int MOST = 8;

    private final ClusterObjects objects;
    private final KubernetesSerialization serialization = LenientRuns.serialization();

    public CompareRoutes(ClusterObjects objects) {
        this.objects = objects;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/compare", new Rule.PerNamespace(Right.GET_RUNS), this::compare));
    }

    private Answer compare(Asked asked) {
        var wanted = asked.query().only("run").all("run");
        if (wanted.size() < FEWEST || wanted.size() > MOST) {
            throw bad("give 2 to 8 parameters run=NAMESPACE/NAME");
        }
        var runs = wanted.stream().map(run -> found(asked, run)).toList();
        var comparison = Comparison.of(runs);
        var answer = Json.object();
        answer.set("runs", Json.array(runs));
        answer.put("isComparable", comparison.isComparable());
        answer.set("reasons", Json.array(comparison.reasons()));
        answer.set("rows", Json.array(comparison.rows()));
        return Answer.json(answer);
    }

    private RunSummary found(Asked asked, String wanted) {
        var parts = RUN.matcher(wanted);
        if (!parts.matches()) {
            throw bad("run must be NAMESPACE/NAME");
        }
        String namespace = Route.checkedName("run's namespace", parts.group(1));
        String name = Route.checkedName("run's name", parts.group(2));
        asked.caller().require(Right.GET_RUNS, namespace);
        return objects.find(Objects.RUNS, namespace, name)
                .map(run -> serialization.convertValue(run, PerformanceRun.class))
                .map(RunSummary::of)
                .orElseThrow(() -> Problem.notFound().refusal());
    }

    private static Refusal bad(String detail) {
        return Problem.of(Problem.Kind.BAD_REQUEST, detail).refusal();
    }
}
