package dev.acme.performance.local.apiserver;

import java.util.List;
import java.util.Map;

/** The parameters of a request. */
record Query(Map<String, List<String>> parameters) {
    static final Query NONE = new Query(Map.of());

    Query {
        parameters = Map.copyOf(parameters);
    }

    /** Empty where the parameter is absent. */
    String text(String name) {
        var values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    boolean flag(String name) {
        String text = text(name);
        return text.equals("true") || text.equals("1");
    }

    /** {@code otherwise} where the parameter is absent. */
    long number(String name, long otherwise) {
        String text = text(name);
        try {
            return text.isEmpty() ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("invalid " + name + ": " + text);
        }
    }

    boolean isDryRun() {
        return text("dryRun").equals("All");
    }

    WriteOptions writeOptions() {
        return new WriteOptions(isDryRun(), WriteOptions.FieldValidation.named(text("fieldValidation")));
    }

    Selection selection(Target target) {
        return new Selection(
                target.type(),
                target.namespace(),
                LabelSelector.parse(text("labelSelector")),
                FieldSelector.parse(text("fieldSelector"), target.type().selectable()));
    }
}
