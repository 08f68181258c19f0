package dev.acme.performance.operator.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.Verify;
import dev.acme.performance.operator.external.ExternalTarget.Answer;
import dev.acme.performance.operator.external.ExternalTarget.SecretHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code {NAME: {url, path, …}}}, as it stands in the chart's values: what a load generator would refuse is refused here. */
public final class TargetReader {
    /** All targets together: they travel in one variable, of which a Linux takes 128 KiB. */
    public static final int MOST_CHARACTERS = 100_000;

    private static final int MOST_TARGETS = 64;
    private static final int MOST_HEADERS = 16;
    /** The request travels in the load generator's command line. */
    private static final int MOST_BODY_CHARACTERS = 16_384;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern URL =
            Pattern.compile("http://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    private static final Load ANY_LOAD = new Load(LoadMode.BURST, 1, null, null, 0, 0, 1, 1, Verify.CRC32C, 1);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final List<String> problems = new ArrayList<>();

    private TargetReader() {}

    private record Text(
            @Nullable String url,
            @Nullable String path,
            @Nullable String method,
            @Nullable Map<String, @Nullable String> headers,
            @Nullable Map<String, @Nullable SecretText> secretHeaders,
            @Nullable String body,
            @Nullable AnswerText answer,
            @Nullable MetricsText metrics,
            @Nullable Object networkPolicy) {}

    private record SecretText(
            @Nullable String secret, @Nullable String key) {}

    private record AnswerText(
            @Nullable Integer status,
            @Nullable Long sizeBytes,
            @Nullable String sha256) {}

    private record MetricsText(
            @Nullable String url,
            @Nullable Map<String, @Nullable String> counters,
            @Nullable Map<String, @Nullable List<@Nullable String>> rates) {}

    /** Throws {@link BadTargets} that names every problem as {@code NAME.FIELD: why}. */
    public static ExternalTargets read(String json) {
        if (json.length() > MOST_CHARACTERS) {
            throw new BadTargets(List.of("has " + json.length() + " characters, at most " + MOST_CHARACTERS));
        }
        try {
            Map<String, @Nullable Text> texts = MAPPER.readValue(json, new TypeReference<>() {});
            return new TargetReader().targets(Objects.requireNonNullElse(texts, Map.of()));
        } catch (JsonProcessingException e) {
            throw new BadTargets(
                    List.of(e.getOriginalMessage().lines().findFirst().orElse("is no JSON")));
        }
    }

    private ExternalTargets targets(Map<String, @Nullable Text> texts) {
        var targets = new TreeMap<String, ExternalTarget>();
        if (texts.size() > MOST_TARGETS) {
            problems.add("holds " + texts.size() + " targets, at most " + MOST_TARGETS);
        }
        texts.forEach((name, text) -> {
            shape(name, name, NAME);
            if (text == null) {
                problems.add(name + ": is null");
            } else {
                targets.put(name, target(name, text));
            }
        });
        if (!problems.isEmpty()) {
            throw new BadTargets(problems);
        }
        return new ExternalTargets(targets);
    }

    private ExternalTarget target(String name, Text text) {
        var target = new ExternalTarget(
                name,
                shape(name + ".url", text.url(), URL),
                Objects.requireNonNullElse(text.path(), "/"),
                shape(name + ".method", Objects.requireNonNullElse(text.method(), "GET"), METHOD),
                headers(name, Objects.requireNonNullElse(text.headers(), Map.of())),
                secrets(name, Objects.requireNonNullElse(text.secretHeaders(), Map.of())),
                Optional.ofNullable(text.body()),
                Optional.ofNullable(text.answer()).map(TargetReader::answer).orElse(Answer.ANY),
                Optional.ofNullable(text.metrics()).map(TargetReader::metrics));
        if (target.headers().size() + target.secretHeaders().size() > MOST_HEADERS) {
            problems.add(name + ".headers: at most " + MOST_HEADERS + ", secret ones among them");
        }
        if (target.body().filter(body -> body.length() > MOST_BODY_CHARACTERS).isPresent()) {
            problems.add(name + ".body: at most " + MOST_BODY_CHARACTERS + " characters");
        }
        try {
            target.profile(1, ANY_LOAD);
        } catch (BadProfile e) {
            problems.add(name + "." + e.getMessage());
        }
        return target;
    }

    private Map<String, String> headers(String name, Map<String, @Nullable String> texts) {
        var headers = new TreeMap<String, String>();
        texts.forEach((header, value) -> {
            shape(name + ".headers", header, HEADER);
            if (value == null) {
                problems.add(name + ".headers." + header + ": is null");
            } else {
                headers.put(header, value);
            }
        });
        return headers;
    }

    private List<SecretHeader> secrets(String name, Map<String, @Nullable SecretText> texts) {
        var secrets = new ArrayList<SecretHeader>();
        texts.forEach((header, text) -> {
            String field = name + ".secretHeaders." + header;
            shape(field, header, HEADER);
            if (text == null) {
                problems.add(field + ": is null");
            } else {
                secrets.add(new SecretHeader(
                        header,
                        shape(field + ".secret", text.secret(), OBJECT),
                        shape(field + ".key", text.key(), KEY)));
            }
        });
        return secrets;
    }

    private static Answer answer(AnswerText text) {
        return new Answer(
                Objects.requireNonNullElse(text.status(), Answer.ANY.status()),
                Optional.ofNullable(text.sizeBytes()),
                Optional.ofNullable(text.sha256()));
    }

    private static MetricsPage metrics(MetricsText text) {
        var counters = new TreeMap<String, String>();
        Objects.requireNonNullElse(text.counters(), Map.<String, @Nullable String>of())
                .forEach((name, sample) -> counters.put(name, Objects.requireNonNullElse(sample, "")));
        var rates = new TreeMap<String, List<String>>();
        Objects.requireNonNullElse(text.rates(), Map.<String, @Nullable List<@Nullable String>>of())
                .forEach((name, parts) -> rates.put(name, named(parts)));
        return new MetricsPage(Objects.requireNonNullElse(text.url(), ""), counters, rates);
    }

    private static List<String> named(@Nullable List<@Nullable String> parts) {
        return Objects.requireNonNullElse(parts, List.<@Nullable String>of()).stream()
                .map(part -> Objects.requireNonNullElse(part, ""))
                .toList();
    }

    private String shape(String field, @Nullable String value, Pattern pattern) {
        if (value == null) {
            problems.add(field + ": is required");
        } else if (!pattern.matcher(value).matches()) {
            problems.add(field + ": \"" + value + "\" must match " + pattern);
        }
        return Objects.requireNonNullElse(value, "");
    }
}
