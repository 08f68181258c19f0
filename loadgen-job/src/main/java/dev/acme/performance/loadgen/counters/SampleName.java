package dev.acme.performance.loadgen.counters;

import java.util.HashMap;
import java.util.Map;

/** Which samples of a page are meant: those of a metric that have these labels, whatever other labels they have. */
record SampleName(String metric, Map<String, String> labels) {
    SampleName {
        labels = Map.copyOf(labels);
    }

    /** Reads {@code metric} or {@code metric{label="value",…}}, as a profile was checked to hold it. */
    static SampleName parse(String text) {
        int brace = text.indexOf('{');
        if (brace < 0) {
            return new SampleName(text, Map.of());
        }
        var labels = new HashMap<String, String>();
        int at = brace + 1;
        while (text.charAt(at) != '}') {
            int equals = text.indexOf('=', at);
            int end = text.indexOf('"', equals + 2);
            labels.put(text.substring(at, equals), text.substring(equals + 2, end));
            at = text.charAt(end + 1) == ',' ? end + 2 : end + 1;
        }
        return new SampleName(text.substring(0, brace), labels);
    }

    boolean means(String otherMetric, Map<String, String> otherLabels) {
        return metric.equals(otherMetric) && otherLabels.entrySet().containsAll(labels.entrySet());
    }
}
