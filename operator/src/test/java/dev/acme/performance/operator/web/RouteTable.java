package dev.acme.performance.operator.web;

import static org.awaitility.Awaitility.await;

import dev.acme.performance.operator.target.Attempt;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/**
 * What each route asks of its caller and how it answers whom, written by hand and held against the routes that there are
 * (RightsIT); and one good request of each, to a run and an experiment with everything that is shown of them.
 */
final class RouteTable {
    static final String RUN = "tiny";
    static final String EXPERIMENT = "cells";

    /**
     * Method, path, what a caller needs ({@code open}: nothing; {@code token}: to be known), and the status for whoever has that
     * elsewhere, for a viewer, and for who may do everything.
     */
    private static final List<Line> LINES = """
            GET  /                                             open                        200 200 200
            GET  /assets/**                                    open                        200 200 200
            GET  /livez                                        open                        200 200 200
            GET  /readyz                                       open                        200 200 200
            GET  /openapi.yaml                                 token                       200 200 200
            GET  /api/v1/session                               token                       200 200 200
            GET  /api/v1/schema                                token                       200 200 200
            GET  /health/components                            list,performanceruns        200 200 200
            POST /health/performance/workload                  create,performanceruns      404 404 202
            GET  /health/performance/results/{run_id}          get,performanceruns         404 200 200
            GET  /api/v1/runs                                  list,performanceruns        200 200 200
            POST /api/v1/runs                                  create,performanceruns      404 404 201
            GET  /api/v1/runs/{namespace}/{name}               get,performanceruns         404 200 200
            GET  /api/v1/runs/{namespace}/{name}/report        get,performanceruns         404 200 200
            POST /api/v1/runs/{namespace}/{name}/cancel        patch,performanceruns       404 404 202
            POST /api/v1/runs/{namespace}/{name}/rerun         patch,performanceruns       404 404 202
            GET  /api/v1/compare                               get,performanceruns         404 200 200
            GET  /api/v1/experiments                           list,performanceexperiments 200 200 200
            GET  /api/v1/experiments/{namespace}/{name}        get,performanceexperiments  404 200 200
            GET  /api/v1/experiments/{namespace}/{name}/report get,performanceexperiments  404 200 200
            GET  /api/v1/events                                list,performanceruns        200 200 200
            """.lines().map(Line::of).toList();

    private final WebAtWork at;
    private final String runId;

    /**
     * One route.
     *
     * @param needed {@code open}, {@code token}, or verb and resource as a Role names them
     */
    record Line(String method, String template, String needed, int stranger, int viewer, int all) {
        static Line of(String text) {
            var parts = List.of(text.split(" +", -1));
            return new Line(
                    parts.get(0),
                    parts.get(1),
                    parts.get(2).replace(',', ' '),
                    Integer.parseInt(parts.get(3)),
                    Integer.parseInt(parts.get(4)),
                    Integer.parseInt(parts.get(5)));
        }

        boolean isOpen() {
            return needed.equals("open");
        }

        /** Whether it takes more than to be known. */
        boolean needsRight() {
            return !isOpen() && !needed.equals("token");
        }

        boolean changesSomething() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    /** Makes what is asked for. */
    RouteTable(WebAtWork at) {
        this.at = at;
        var samples = new PageSamples(at);
        var run = samples.run(RUN, it -> it);
        samples.experiment(EXPERIMENT, it -> it);
        runId = Attempt.of(run, run.getStatus().attempt()).runId();
        await("the run's numbers are known")
                .atMost(WebAtWork.PATIENCE)
                .until(() -> at.web().inventory().runs(WebAtWork.BENCH::equals).stream()
                        .anyMatch(it -> it.runId().equals(runId) && it.requestsPerSecond() != null));
    }

    static List<Line> lines() {
        return LINES;
    }

    /** {@code authorization} empty: without one. */
    HttpRequest request(Line line, String authorization) {
        String path = line.template()
                .replace("{namespace}", WebAtWork.BENCH)
                .replace("{name}", line.template().contains("/experiments/") ? EXPERIMENT : RUN)
                .replace("{run_id}", runId)
                .replace("**", "probe.js")
                .replace("/compare", "/compare?run=bench/tiny&run=bench/tiny");
        var request = HttpRequest.newBuilder(at.uri(path)).timeout(WebAtWork.PATIENCE);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (line.changesSomething()) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body(line)));
        }
        return request.build();
    }

    private static String body(Line line) {
        return switch (line.template()) {
            case "/health/performance/workload" -> "{\"num_clients\":2,\"namespace\":\"bench\"}";
            case "/api/v1/runs" ->
                "{\"metadata\":{\"namespace\":\"bench\",\"generateName\":\"made-\"},\"spec\":{\"clients\":2}}";
            default -> "{}";
        };
    }

    /** What only an answer to somebody with the right holds, where others get one, too; empty where they get none. */
    String mark(Line line) {
        return switch (line.template()) {
            case "/health/components" -> runId;
            case "/api/v1/runs", "/api/v1/events" -> line.changesSomething() ? "" : "\"name\":\"" + RUN + "\"";
            case "/api/v1/experiments" -> "\"name\":\"" + EXPERIMENT + "\"";
            default -> "";
        };
    }
}
