package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which labels an object must have: equality and sets, as text or as a selector object. */
public record LabelSelector(List<Requirement> requirements) {
    /** Selects everything. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    private static final Pattern PART = Pattern.compile("\\s*(?:"
            + "(?<setKey>[^\\s,!=()]+)\\s+(?<set>in|notin)\\s*\\((?<values>[^()]*)\\)"
            + "|(?<key>[^\\s,!=()]+)\\s*(?<op>==|=|!=)\\s*(?<value>[^\\s,()]*)"
            + "|(?<not>!)?\\s*(?<name>[^\\s,!=()]+)"
            + ")\\s*(?:,|$)");

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Reads {@code a=b,c!=d,e in (f,g),h notin (i),j,!k}. */
    static LabelSelector parse(String text) {
        var requirements = new ArrayList<Requirement>();
        var part = PART.matcher(text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            requirements.add(requirement(part));
            end = part.end();
        }
        if (end < text.length()) {
            throw ApiFailure.badRequest("unable to parse requirement: " + text.substring(end));
        }
        return new LabelSelector(requirements);
    }

    private static Requirement requirement(Matcher part) {
        if (part.group("set") != null) {
            var operator = part.group("set").equals("in") ? Operator.IN : Operator.NOT_IN;
            return new Requirement(part.group("setKey"), operator, values(part.group("values")));
        }
        if (part.group("op") != null) {
            var operator = part.group("op").equals("!=") ? Operator.NOT_IN : Operator.IN;
            return new Requirement(part.group("key"), operator, Set.of(part.group("value")));
        }
        var operator = part.group("not") == null ? Operator.EXISTS : Operator.DOES_NOT_EXIST;
        return new Requirement(part.group("name"), operator, Set.of());
    }

    private static Set<String> values(String list) {
        var values = new TreeSet<String>();
        for (String value : list.split(",", -1)) {
            values.add(value.strip());
        }
        return values;
    }

    /** Reads an object of matchLabels and matchExpressions. */
    public static LabelSelector of(JsonNode selector) {
        var requirements = new ArrayList<Requirement>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> requirements.add(new Requirement(
                        label.getKey(), Operator.IN, Set.of(label.getValue().asText()))));
        for (var expression : selector.path("matchExpressions")) {
            var values = new TreeSet<String>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            requirements.add(new Requirement(
                    expression.path("key").asText(),
                    Operator.named(expression.path("operator").asText()),
                    values));
        }
        return new LabelSelector(requirements);
    }

    /** Whether an object's labels are as required. */
    public boolean selects(JsonNode object) {
        var labels = object.path("metadata").path("labels");
        return requirements.stream().allMatch(requirement -> requirement.isMetBy(labels.path(requirement.key)));
    }

    private enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST;

        static Operator named(String word) {
            return switch (word) {
                case "In" -> IN;
                case "NotIn" -> NOT_IN;
                case "Exists" -> EXISTS;
                case "DoesNotExist" -> DOES_NOT_EXIST;
                default -> throw ApiFailure.badRequest("\"" + word + "\" is not a valid label selector operator");
            };
        }
    }

    /** One condition on one label. */
    private record Requirement(String key, Operator operator, Set<String> values) {
        boolean isMetBy(JsonNode label) {
            boolean isPresent = !label.isMissingNode();
            return switch (operator) {
                case IN -> isPresent && values.contains(label.asText());
                case NOT_IN -> !isPresent || !values.contains(label.asText());
                case EXISTS -> isPresent;
                case DOES_NOT_EXIST -> !isPresent;
            };
        }
    }
}
