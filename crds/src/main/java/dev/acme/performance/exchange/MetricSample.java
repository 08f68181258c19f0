package dev.acme.performance.exchange;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One line of a page in Prometheus' text format. */
public record MetricSample(String metric, Map<String, String> labels, double value) {
    public MetricSample {
        labels = Map.copyOf(labels);
    }

    /** Empty for a comment, an empty line, and what is no finite number. */
    public static Optional<MetricSample> parse(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.charAt(0) == '#') {
            return Optional.empty();
        }
        int nameEnd = 0;
        while (nameEnd < text.length() && " \t{".indexOf(text.charAt(nameEnd)) < 0) {
            nameEnd++;
        }
        var labels = new HashMap<String, String>();
        int rest = nameEnd < text.length() && text.charAt(nameEnd) == '{' ? labels(text, nameEnd + 1, labels) : nameEnd;
        if (rest < 0) {
            return Optional.empty();
        }
        String metric = text.substring(0, nameEnd);
        return number(text.substring(rest).strip().split("[ \\t]", 2)[0])
                .map(value -> new MetricSample(metric, labels, value));
    }

    /** Where the labels end; -1 where they do not. Backslashes stand before backslashes, quotes and an n for a new line. */
    private static int labels(String text, int start, Map<String, String> labels) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '}') {
            int quote = text.indexOf("=\"", at);
            if (quote < 0) {
                return -1;
            }
            var value = new StringBuilder();
            int end = quote + 2;
            while (end < text.length() && text.charAt(end) != '"') {
                boolean isEscaped = text.charAt(end) == '\\' && end + 1 < text.length();
                char character = text.charAt(isEscaped ? end + 1 : end);
                value.append(isEscaped && character == 'n' ? '\n' : character);
                end += isEscaped ? 2 : 1;
            }
            labels.put(text.substring(at, quote).strip(), value.toString());
            at = end + 1;
            while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
                at++;
            }
        }
        return at < text.length() ? at + 1 : -1;
    }

    private static Optional<Double> number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
