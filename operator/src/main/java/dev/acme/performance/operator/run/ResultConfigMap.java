package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.TreeMap;

/** The ConfigMap that keeps an attempt's full result beside the run, for as long as the run exists. */
final class ResultConfigMap {
    /** An API server takes objects of about a megabyte; the per-second series of a day would not fit. */
    private static final int MAX_RESULT = 700_000;

    private static final ExchangeCodec CODEC = new ExchangeCodec();

    private ResultConfigMap() {}

    static ConfigMap of(Attempt attempt, PerformanceRun run, RunResult result) {
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
        return new ConfigMapBuilder()
                .withMetadata(attempt.metadata(Component.RESULT))
                .withData(data)
                .build();
    }
}
