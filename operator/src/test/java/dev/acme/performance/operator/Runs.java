package dev.acme.performance.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.Catalogue;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.ResultsBuilder;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResultBuilder;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.external.ExternalTargets;
import dev.acme.performance.operator.external.TargetReader;
import dev.acme.performance.operator.run.Ceilings;
import dev.acme.performance.operator.run.Deadlines;
import dev.acme.performance.operator.run.Fidelity;
import dev.acme.performance.operator.run.RunSettings;
import dev.acme.performance.operator.target.Backends;
import dev.acme.performance.operator.target.Images;
import dev.acme.performance.operator.target.PodGrants;
import dev.acme.performance.operator.target.PopulateSummary;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs and results to test with: the defaults that an API server fills in, and what a test wants different. */
public final class Runs {
    public static final String UID = "6e1f2c1a-0c55-4e0c-9f0e-1d2b3c4d5e6f";
    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    public static final Catalogue CATALOGUE = new Catalogue(500, "cafe", "a".repeat(64), "0123abcd");
    /** An installation with a bucket and no database. */
    public static final Backends BACKENDS = storedAt(Optional.empty());

    /** A service that is not ours, under the name inference. */
    public static final ExternalTargets TARGETS = TargetReader.read("""
            {"inference": {
              "url": "http://inference.ml.svc:8000", "path": "/predict", "method": "POST",
              "headers": {"Content-Type": "application/json"}, "body": "{\\"text\\":\\"$(HOME)\\"}",
              "secretHeaders": {"Authorization": {"secret": "inference", "key": "token"}},
              "metrics": {
                "url": "http://inference.ml.svc:8000/metrics",
                "counters": {"hits": "cache_total{outcome=\\"hit\\"}", "misses": "cache_total{outcome=\\"miss\\"}"},
                "rates": {"hitRate": ["hits", "misses"]}}}}
            """);

    /** What one installation allows, the most of the schema's. */
    public static final Ceilings CEILINGS = new Ceilings(Quantity.parse("64"), Quantity.parse("64Gi"), 100, 10_000);

    public static final Images IMAGES = new Images(
            "registry:1",
            "loadgen:1",
            8080,
            Quantity.parse("2"),
            Quantity.parse("256Mi"),
            PodGrants.NONE,
            PodGrants.NONE);

    private static final String DEFAULTS = """
            clients: 100
            model: {id: arnir0/Tiny-LLM, version: main, sizeBytes: 24834009, registrySize: 500}
            compute: {backend: ecs, replicas: 1, cpu: "1", memory: 512Mi}
            storage: {backend: s3, caching: None, delivery: Proxy, rdsMode: Bytea}
            pools: {threads: 100, s3Connections: 150, databaseConnections: 20}
            load: {mode: Burst, requestsPerClient: 1, thinkTimeMs: 0, warmupSeconds: 0, timeoutSeconds: 300, pods: 1, verify: Crc32c, seed: 1}
            objectives: []
            timeoutSeconds: 3600
            suspend: false
            cancel: false
            cleanup: {afterSeconds: 0}
            """;

    /** An installation in which each phase may take {@code limit}. */
    public static RunSettings settings(Duration limit) {
        return new RunSettings(
                1,
                false,
                CEILINGS,
                IMAGES,
                BACKENDS,
                TARGETS,
                PriceReader.standard(),
                new Deadlines(limit, limit, limit, limit),
                new Fidelity("real", List.of()));
    }

    private Runs() {}

    /** The same with a bucket elsewhere than on AWS. */
    public static Backends storedAt(Optional<String> s3Endpoint) {
        return new Backends(
                s3Endpoint,
                "us-east-1",
                "models",
                Optional.empty(),
                "performance-models",
                Optional.empty(),
                "generated",
                Optional.empty());
    }

    /** A spec that differs from the defaults by {@code yaml}. */
    public static PerformanceRunSpec spec(String yaml) {
        var whole = tree(DEFAULTS);
        if (!yaml.isBlank()) {
            merge(whole, tree(yaml));
        }
        return Serialization.unmarshal(Serialization.asYaml(whole), PerformanceRunSpec.class);
    }

    /** A run of generation 1 that differs from the defaults by {@code yaml}. */
    public static PerformanceRun run(String yaml) {
        var run = new PerformanceRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withNamespace("bench")
                .withName("tiny")
                .withUid(UID)
                .withGeneration(1L)
                .withResourceVersion("7")
                .withCreationTimestamp(NOW.toString())
                .build());
        run.setSpec(spec(yaml));
        return run;
    }

    public static PerformanceRun run(String yaml, PerformanceRunStatus status) {
        var run = run(yaml);
        run.setStatus(status);
        return run;
    }

    /** A valid burst of 100 clients, {@code succeeded} of them served, P99 9 ms. */
    public static RunResult result(long succeeded) {
        var latency = succeeded == 0 ? null : new Results.Latency(5, 5, 9, 9, 9, null, 1, 9, 2.5, 8, 10.0);
        long failed = 100 - succeeded;
        var results = ResultsBuilder.builder()
                .clients(100)
                .requests(100)
                .succeeded(succeeded)
                .failed(failed)
                .successPercent((double) succeeded)
                .errorPercent((double) failed)
                .errors(new Results.Errors(failed, 0, 0, 0, 0, 0, 0))
                .bytes(succeeded * 10)
                .durationSeconds(2)
                .throughput(new Results.Throughput(succeeded / 2.0, succeeded * 5L, 0))
                .latency(latency)
                .build();
        return RunResultBuilder.builder()
                .version(RunResult.VERSION)
                .mode(LoadMode.BURST)
                .startedAt(NOW)
                .finishedAt(NOW.plusSeconds(2))
                .results(results)
                .validity(Validity.VALID)
                .validityReasons(List.of())
                .histograms(RunResult.Histograms.NONE)
                .series(List.of())
                .client(new RunResult.ClientHealth(1, 2, 20, 0, 0, 0.1, 40, null))
                .verified(new RunResult.Verified(succeeded, succeeded, succeeded))
                .build();
    }

    private static ObjectNode tree(String yaml) {
        return (ObjectNode) Serialization.unmarshal(yaml, JsonNode.class);
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode value && into.get(field.getKey()) instanceof ObjectNode inner) {
                merge(inner, value);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    /** What the populate Job says of {@link #CATALOGUE}. */
    public static PopulateSummary summary() {
        return new PopulateSummary(
                CATALOGUE.models(),
                CATALOGUE.hash(),
                new PopulateSummary.Archive(24_834_009, CATALOGUE.sha256(), CATALOGUE.crc32c()));
    }
}
