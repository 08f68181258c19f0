package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;
import java.util.TreeMap;

/** The ConfigMap that keeps an attempt's full result beside the run, for as long as the run exists. */
final class ResultConfigMap {
    /** An API server takes objects of about a megabyte; the per-second series of a day would not fit. */
    private static final int MAX_RESULT = 700_000;

    private static final ExchangeCodec CODEC = new ExchangeCodec();

    private ResultConfigMap() {}

    /** {@code autoscaler} is what the run recommends, where it shows it. */
    static ConfigMap of(
            Attempt attempt, PerformanceRun run, RunResult result, Optional<HorizontalPodAutoscaler> autoscaler) {
        var data = new TreeMap<String, String>();
        String whole = CODEC.writeLine(result);
        if (whole.length() <= MAX_RESULT) {
            data.put("result.json", whole);
        } else {
            data.put("result.json", CODEC.writeLine(result.withoutSeries()));
            data.put(
                    "left-out.txt",
                    "the per-second series: with it the result has " + whole.length() + " characters\n");
        }
        data.put("spec.yaml", new KubernetesSerialization().asYaml(run.getSpec()));
        autoscaler.ifPresent(it -> data.put("hpa.yaml", new KubernetesSerialization().asYaml(it)));
        return new ConfigMapBuilder()
                .withMetadata(attempt.metadata(Component.RESULT))
                .withData(data)
                .build();
    }
}
