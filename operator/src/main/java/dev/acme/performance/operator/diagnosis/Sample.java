package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.exchange.MetricSample;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the operator asks a replica for, by the names of Prometheus's samples; seconds, bytes, requests. */
public enum Sample {
    REQUESTS("registry_request_seconds_count"),
    REQUEST_SECONDS("registry_request_seconds_sum"),
    PHASE_SECONDS("registry_request_phase_seconds_total", "phase"),
    ANSWERS("registry_requests_total", "code"),
    REFUSALS("registry_refusals_total", "reason"),
    BYTES("registry_bytes_sent_total"),
    CACHE("registry_cache_requests_total", "outcome"),
    QUEUE_DEPTH("registry_queue_depth"),
    POOL_LEASED("registry_storage_pool_leased"),
    POOL_PENDING("registry_storage_pool_pending"),
    ALONE_FIRST_BYTE("registry_storage_alone_first_byte_seconds"),
    ALONE_RATE("registry_storage_alone_bytes_per_second"),
    PROCESS_CPU("process_cpu_seconds_total"),
    NODE_CPU("registry_node_cpu_seconds_total", "mode"),
    PERIODS("container_cpu_cfs_periods_total"),
    THROTTLED_PERIODS("container_cpu_cfs_throttled_periods_total"),
    COLD_STARTS("function_cold_starts_total"),
    THROTTLES("function_throttles_total"),
    INIT_SECONDS("function_init_seconds_sum"),
    INITS("function_init_seconds_count");

    private static final SortedMap<String, Sample> BY_NAME =
            new TreeMap<>(Arrays.stream(values()).collect(Collectors.toMap(Sample::metric, sample -> sample)));

    private static final int MOST = 256;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]{0,64}");
    /** Of which sums and products are numbers, too. */
    private static final double LARGEST = 1e100;

    private final String metric;
    private final String label;

    Sample(String metric) {
        this(metric, "");
    }

    /** @param label by whose values it is told apart; over all others it is added up */
    Sample(String metric, String label) {
        this.metric = metric;
        this.label = label;
    }

    public String metric() {
        return metric;
    }

    /** The key of the whole, or of its part with the label's value. */
    String key(String value) {
        return label.isEmpty() ? metric : metric + ":" + value;
    }

    /** Those of a page in Prometheus's text format, by key; a pod's word, so no more of them than a service of ours has. */
    public static SortedMap<String, Double> on(String page) {
        var values = new TreeMap<String, Double>();
        page.lines().flatMap(line -> MetricSample.parse(line).stream()).forEach(told -> {
            var sample = BY_NAME.get(told.metric());
            if (sample == null || Math.abs(told.value()) > LARGEST) {
                return;
            }
            String part = told.labels().getOrDefault(sample.label, "");
            String key = sample.key(part);
            if (PART.matcher(part).matches() && (values.size() < MOST || values.containsKey(key))) {
                values.merge(key, told.value(), Double::sum);
            }
        });
        return values;
    }

    /** The names to ask for. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }
}
