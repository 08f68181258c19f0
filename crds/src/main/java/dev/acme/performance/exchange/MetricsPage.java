package dev.acme.performance.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a target tells its counters, in Prometheus' text format, and which of them are wanted. {@code counters}: by a name
 * of one's own, the sample {@code metric} or {@code metric{label="value",…}}; all samples that have these labels are added.
 * {@code rates}: by a name, names of counters; the first as a share of the sum of all.
 */
public record MetricsPage(String url, Map<String, String> counters, Map<String, List<String>> rates) {
    /** Counters, and rates, at most. */
    public static final int MOST = 16;

    private static final String WORD = "[a-zA-Z_:][a-zA-Z0-9_:]{0,127}";
    private static final String PAIR = "[a-zA-Z_][a-zA-Z0-9_]{0,127}=\"[^\"\\\\\\p{Cntrl}]{0,128}\"";
    private static final Pattern URL = Pattern.compile(
            "http://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?(/[\\x21-\\x7e]{0,1023})?");
    private static final Pattern SAMPLE = Pattern.compile(WORD + "(\\{" + PAIR + "(," + PAIR + "){0,15}})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");

    public MetricsPage {
        counters = new TreeMap<>(counters);
        var copied = new TreeMap<String, List<String>>();
        rates.forEach((name, parts) -> copied.put(name, List.copyOf(parts)));
        rates = copied;
    }

    /** What is wrong, field by field; empty where nothing is. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        shape(problems, "metrics.url", url, URL);
        if (counters.isEmpty() || counters.size() > MOST || rates.size() > MOST) {
            problems.add("metrics: needs 1 to " + MOST + " counters, and takes at most " + MOST + " rates");
        }
        counters.forEach((name, sample) -> {
            shape(problems, "metrics.counters." + name, name, NAME);
            shape(problems, "metrics.counters." + name, sample, SAMPLE);
        });
        rates.forEach((name, parts) -> {
            shape(problems, "metrics.rates." + name, name, NAME);
            if (parts.size() < 2 || parts.size() > MOST || !counters.keySet().containsAll(parts)) {
                problems.add("metrics.rates." + name + ": must name two or more of the counters");
            }
        });
        return problems;
    }

    private static void shape(List<String> problems, String field, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            problems.add(field + ": must match " + pattern);
        }
    }
}
