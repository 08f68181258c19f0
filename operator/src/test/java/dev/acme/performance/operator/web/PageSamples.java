package dev.acme.performance.operator.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.web.http.Json;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/** Runs and experiments with everything in them that the dashboard shows, and hostile ones. */
final class PageSamples {
    /** Words that are bound to what the types allow. */
    private static final Set<String> BOUND = Set.of(
            "phase",
            "verdict",
            "validity",
            "kind",
            "mode",
            "severity",
            "type",
            "status",
            "goal",
            "strategy",
            "order",
            "path");

    static final int SAMPLES = 24_000;

    private static final long LONGEST_MICROS = 86_400_000_000L;

    private final WebAtWork web;

    PageSamples(WebAtWork web) {
        this.web = web;
    }

    static String text(String name) {
        try (var in = Objects.requireNonNull(PageSamples.class.getResourceAsStream("/page/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> hostile() {
        return text("hostile.txt").lines().toList();
    }

    /** {@code page/run.yaml} under another name; {@code edit} changes it, {@code status} included. */
    PerformanceRun run(String name, UnaryOperator<JsonNode> edit) {
        return run(name, edit, report());
    }

    PerformanceRun run(String name, UnaryOperator<JsonNode> edit, ObjectNode report) {
        var made = made(PerformanceRun.class, "run.yaml", name, edit);
        var attempt = Attempt.of(made, Math.max(1, made.getStatus().attempt()));
        keep(attempt.metadata(Component.RESULT), Map.of("result.json", report.toString()));
        awaitKnown(name);
        return made;
    }

    /** A run that exists has ended as {@code page/run.yaml} has, with its full result. */
    void finish(String name) {
        var run = web.client()
                .resources(PerformanceRun.class)
                .inNamespace(WebAtWork.BENCH)
                .withName(name)
                .get();
        run.setStatus(
                Serialization.unmarshal(text("run.yaml"), PerformanceRun.class).getStatus());
        var attempt = Attempt.of(run, run.getStatus().attempt());
        keep(attempt.metadata(Component.RESULT), Map.of("result.json", report().toString()));
        web.client().resource(run).updateStatus();
    }

    /** As the operator tells how far the load has come. */
    void progress(String name, double percent, long requests) {
        edit(
                name,
                status -> status.put("phase", "Running")
                        .put("attempt", 1)
                        .putObject("progress")
                        .put("percent", percent)
                        .put("requests", requests)
                        .put("requestsPerSecond", 40.0 + percent));
    }

    /** Another status of a run that exists, as the operator would write it. */
    void edit(String name, Consumer<ObjectNode> change) {
        var run = web.client()
                .resources(PerformanceRun.class)
                .inNamespace(WebAtWork.BENCH)
                .withName(name)
                .get();
        var tree = (ObjectNode) Json.trusted(Serialization.asJson(run));
        change.accept(tree.withObject("/status"));
        web.client()
                .resource(Serialization.unmarshal(tree.toString(), PerformanceRun.class))
                .updateStatus();
    }

    /** As {@link #run}, without its full result, and without waiting until the API knows it. */
    void listed(String name, UnaryOperator<JsonNode> edit) {
        made(PerformanceRun.class, "run.yaml", name, edit);
    }

    PerformanceExperiment experiment(String name, UnaryOperator<JsonNode> edit) {
        var made = made(PerformanceExperiment.class, "experiment.yaml", name, edit);
        var of = ExperimentAttempt.of(made, made.getStatus().attempt());
        keep(
                of.reportMetadata(),
                Map.of(
                        "report.md",
                        "# matrix",
                        "report.html",
                        "<!DOCTYPE html><title>matrix</title>",
                        "report.json",
                        "{}"));
        Awaitility.await(name)
                .atMost(WebAtWork.PATIENCE)
                .until(() -> web.web().inventory().experiments(WebAtWork.BENCH::equals).stream()
                        .anyMatch(it -> it.name().equals(name)));
        return made;
    }

    private <T extends HasMetadata> T made(Class<T> type, String file, String name, UnaryOperator<JsonNode> edit) {
        var tree = edit.apply(Serialization.unmarshal(text(file), JsonNode.class));
        ((ObjectNode) tree.path("metadata")).put("name", name).put("namespace", WebAtWork.BENCH);
        String json = tree.toString();
        var made = web.client().resource(Serialization.unmarshal(json, type)).create();
        var told = Serialization.unmarshal(json, type);
        told.setMetadata(made.getMetadata());
        return web.client().resource(told).updateStatus();
    }

    void awaitKnown(String name) {
        Awaitility.await(name)
                .atMost(WebAtWork.PATIENCE)
                .until(() -> web.web().inventory().runs(WebAtWork.BENCH::equals).stream()
                        .anyMatch(it -> it.name().equals(name)));
    }

    private void keep(ObjectMeta metadata, Map<String, String> files) {
        web.client()
                .resource(new ConfigMapBuilder()
                        .withMetadata(metadata)
                        .withData(files)
                        .build())
                .create();
    }

    /** A full result: {@link #SAMPLES} latencies of a skewed kind, and a minute of seconds. */
    static ObjectNode report() {
        return report(SAMPLES);
    }

    static Histogram latencies(int samples) {
        var random = new Random(1);
        var histogram = new Histogram(LONGEST_MICROS, 3);
        for (int i = 0; i < samples; i++) {
            histogram.recordValue((long) (41_000 * Math.exp(0.35 * random.nextGaussian())));
        }
        return histogram;
    }

    static ObjectNode report(int samples) {
        var random = new Random(2);
        var histogram = latencies(samples);
        var report = (ObjectNode) Serialization.unmarshal(text("run.yaml"), JsonNode.class)
                .at("/status/results")
                .deepCopy();
        report.putObject("histograms")
                .put("responseTime", encoded(histogram))
                .put("serviceTime", encoded(histogram))
                .put("coldTime", "")
                .put("failedTime", "");
        var series = report.putArray("series");
        for (int second = 0; second < 60; second++) {
            series.addObject()
                    .put("second", second)
                    .put("requests", 400 + random.nextInt(20))
                    .put("bytes", 400_000_000L)
                    .put("errors", second % 17 == 5 ? 1 : 0)
                    .put("p50Ms", 41 + random.nextGaussian())
                    .put("p99Ms", 120 + 9 * random.nextGaussian());
        }
        return report;
    }

    /** As the load generator writes it. */
    static String encoded(Histogram histogram) {
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** The same with {@code word} in the place of every free text. */
    static JsonNode poisoned(JsonNode sample, String word) {
        var copy = sample.deepCopy();
        for (var part : List.of("/status", "/spec/model", "/spec/objectives", "/spec/factors")) {
            poison(copy.at(part), word);
        }
        var labels = ((ObjectNode) copy.path("metadata")).putObject("labels");
        labels.put(ExperimentAttempt.EXPERIMENT, word).put("team", word).put(word, "yes");
        return copy;
    }

    /** A full result with {@code word} in the place of every text; without its histograms there is no curve. */
    static ObjectNode poisonedReport(String word, boolean hasHistograms) {
        var report = report();
        var histograms = report.path("histograms").deepCopy();
        everyText(report, word);
        if (hasHistograms) {
            report.set("histograms", histograms);
        }
        return report;
    }

    private static void everyText(JsonNode tree, String word) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isTextual()) {
                    field.setValue(TextNode.valueOf(word));
                }
                everyText(field.getValue(), word);
            });
        }
        tree.elements().forEachRemaining(element -> everyText(element, word));
    }

    /** The heads of a matrix. */
    private static ObjectNode poisonedNames(JsonNode assignments, String word) {
        var renamed = Json.object();
        for (var value : assignments) {
            renamed.put(word + " ".repeat(renamed.size()), word + value.asText());
        }
        return renamed;
    }

    private static void poison(JsonNode tree, String word) {
        if (tree instanceof ObjectNode object) {
            for (String name : new ArrayList<>(
                    object.properties().stream().map(Map.Entry::getKey).toList())) {
                var value = object.get(name);
                if (name.equals("assignments")) {
                    object.set(name, poisonedNames(value, word));
                } else if (value.isTextual()
                        && !BOUND.contains(name)
                        && !name.endsWith("At")
                        && !name.equals("metric")) {
                    object.set(name, TextNode.valueOf(word));
                } else {
                    poison(value, word);
                }
            }
        } else if (tree.isArray()) {
            var array = (ArrayNode) tree;
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isTextual()) {
                    array.set(i, TextNode.valueOf(word));
                } else {
                    poison(array.get(i), word);
                }
            }
        }
    }
}
