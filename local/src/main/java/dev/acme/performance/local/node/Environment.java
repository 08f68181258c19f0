package dev.acme.performance.local.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a container, and how texts refer to them: {@code $(NAME)}, and {@code $$} for a dollar sign. */
record Environment(Map<String, String> variables) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^()\\s]+)\\)");

    Environment {
        variables = new LinkedHashMap<>(variables);
    }

    /** What refers to no variable stays as it is. */
    String expand(String text) {
        var result = new StringBuilder();
        var reference = REFERENCE.matcher(text);
        while (reference.find()) {
            String name = reference.group(1);
            String value = name == null ? "$" : variables.getOrDefault(name, reference.group());
            reference.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        reference.appendTail(result);
        return result.toString();
    }
}
