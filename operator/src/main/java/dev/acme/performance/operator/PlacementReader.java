package dev.acme.performance.operator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.operator.target.Placement;
import dev.acme.performance.operator.target.Placement.Tolerance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"nodeSelector":{…},"tolerations":[…]}}: what an API server would refuse later is refused now. */
final class PlacementReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    private static final int MOST = 32;
    private static final String WORD = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final Pattern KEY = Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + WORD);
    private static final Pattern VALUE = Pattern.compile("(" + WORD + ")?");
    private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private PlacementReader() {}

    private record Text(
            @Nullable Map<String, @Nullable String> nodeSelector,
            @Nullable List<@Nullable Entry> tolerations) {}

    private record Entry(
            @Nullable String key,
            @Nullable String operator,
            @Nullable String value,
            @Nullable String effect,
            @JsonProperty("tolerationSeconds") @Nullable Long seconds) {}

    /** A placement, or why it is none. */
    sealed interface Reading {
        /** It can be used. */
        record Good(Placement placement) implements Reading {}

        /** It cannot; {@code why} continues "must be a placement, but ". */
        record Bad(String why) implements Reading {}
    }

    static Reading read(String json) {
        try {
            var text = MAPPER.readValue(json, Text.class);
            return text == null ? new Reading.Bad("it is null") : checked(text);
        } catch (JsonProcessingException e) {
            return new Reading.Bad(e.getOriginalMessage().lines().findFirst().orElse("it is no JSON"));
        }
    }

    private static Reading checked(Text text) {
        var labels = Objects.requireNonNullElse(text.nodeSelector(), Map.<String, String>of());
        var entries = Objects.requireNonNullElse(text.tolerations(), List.<Entry>of());
        var problem = Stream.of(
                        labels.entrySet().stream().flatMap(label -> label(label.getKey(), label.getValue()).stream()),
                        entries.stream().flatMap(entry -> toleration(entry).stream()),
                        Math.max(labels.size(), entries.size()) > MOST
                                ? Stream.of("it has more than " + MOST + " entries")
                                : Stream.<String>empty())
                .flatMap(problems -> problems)
                .findFirst();
        return problem.<Reading>map(Reading.Bad::new)
                .orElseGet(() -> new Reading.Good(new Placement(
                        labels, entries.stream().map(PlacementReader::tolerance).toList())));
    }

    private static Optional<String> label(String key, @Nullable String value) {
        boolean isGood = KEY.matcher(key).matches()
                && value != null
                && VALUE.matcher(value).matches();
        return isGood ? Optional.empty() : Optional.of("nodeSelector has no label \"" + key + "\": \"" + value + "\"");
    }

    private static Optional<String> toleration(@Nullable Entry entry) {
        if (entry == null) {
            return Optional.of("a toleration is null");
        }
        String operator = Objects.requireNonNullElse(entry.operator(), "Equal");
        boolean exists = operator.equals("Exists");
        return Stream.of(
                        when(!exists && !operator.equals("Equal"), "operator is neither Exists nor Equal: " + operator),
                        when(!exists && entry.key() == null, "a toleration without key needs operator Exists"),
                        when(exists && entry.value() != null, "operator Exists takes no value: " + entry.value()),
                        when(
                                entry.key() != null && !KEY.matcher(entry.key()).matches(),
                                "key is no taint's: " + entry.key()),
                        when(
                                entry.value() != null
                                        && !VALUE.matcher(entry.value()).matches(),
                                "value is no taint's: " + entry.value()),
                        when(
                                entry.effect() != null && !EFFECTS.contains(entry.effect()),
                                "effect is none of NoSchedule, PreferNoSchedule, NoExecute: " + entry.effect()),
                        when(
                                entry.seconds() != null && !"NoExecute".equals(entry.effect()),
                                "tolerationSeconds needs effect NoExecute"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> when(boolean isBad, String why) {
        return isBad ? Optional.of(why) : Optional.empty();
    }

    private static Tolerance tolerance(Entry entry) {
        return new Tolerance(
                Optional.ofNullable(entry.key()),
                Objects.requireNonNullElse(entry.operator(), "Equal"),
                Optional.ofNullable(entry.value()),
                Optional.ofNullable(entry.effect()),
                Optional.ofNullable(entry.seconds()));
    }
}
