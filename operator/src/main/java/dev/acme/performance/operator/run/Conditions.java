package dev.acme.performance.operator.run;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Conditions in the making: each keeps the time of its last change of status. */
public final class Conditions {
    private static final int MAX_MESSAGE = 1_024;

    private final Map<String, Condition> byType = new LinkedHashMap<>();
    private final long generation;
    private final Instant now;

    public Conditions(List<Condition> present, long generation, Instant now) {
        present.forEach(condition -> byType.put(condition.getType(), condition));
        this.generation = generation;
        this.now = now;
    }

    /** The kinds of condition; the first three are kstatus's. */
    public enum Type {
        READY("Ready"),
        RECONCILING("Reconciling"),
        STALLED("Stalled"),
        TARGET_READY("TargetReady"),
        LOAD_FINISHED("LoadFinished"),
        RESULT_VALID("ResultValid"),
        OBJECTIVES_MET("ObjectivesMet");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    public Conditions set(Type type, boolean status, Object reason, String message) {
        return set(type, status ? "True" : "False", reason, message);
    }

    /** Neither true nor false. */
    Conditions setUnknown(Type type, Object reason, String message) {
        return set(type, "Unknown", reason, message);
    }

    private Conditions set(Type type, String text, Object reason, String message) {
        var old = byType.get(type.word);
        String since = old != null && Objects.equals(old.getStatus(), text)
                ? old.getLastTransitionTime()
                : now.truncatedTo(ChronoUnit.SECONDS).toString();
        byType.put(
                type.word,
                new ConditionBuilder()
                        .withType(type.word)
                        .withStatus(text)
                        .withReason(reason.toString())
                        .withMessage(
                                message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…")
                        .withObservedGeneration(generation)
                        .withLastTransitionTime(since)
                        .build());
        return this;
    }

    public static Optional<Condition> of(List<Condition> conditions, Type type) {
        return conditions.stream()
                .filter(condition -> type.word.equals(condition.getType()))
                .findFirst();
    }

    /** When the condition took on the status that it has. */
    static Optional<Instant> since(List<Condition> conditions, Type type) {
        return of(conditions, type).map(condition -> Instant.parse(condition.getLastTransitionTime()));
    }

    /** All as they are: they hold for the present generation too. */
    public Conditions observed() {
        byType.replaceAll((type, condition) ->
                condition.edit().withObservedGeneration(generation).build());
        return this;
    }

    Conditions remove(Type type) {
        byType.remove(type.word);
        return this;
    }

    public List<Condition> list() {
        return List.copyOf(byType.values());
    }
}
