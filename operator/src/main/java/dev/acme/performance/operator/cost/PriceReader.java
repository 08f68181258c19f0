package dev.acme.performance.operator.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads a price sheet as it stands in the chart's values; what is not in it is an error, never nought. */
public final class PriceReader {
    /** Of the whole sheet. */
    public static final int MOST_CHARACTERS = 16_384;

    private static final String STANDARD = "/prices.json";
    private static final int MOST_LEFT_OUT = 12;
    private static final double MOST = 1e6;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]{1,256}");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final List<String> problems = new ArrayList<>();

    private PriceReader() {}

    /** The sheet that counts where an administrator gives none: the same as the chart's. */
    public static PriceSheet standard() {
        try (var stream = PriceReader.class.getResourceAsStream(STANDARD)) {
            if (stream == null) {
                throw new IllegalStateException("the operator's jar has no " + STANDARD);
            }
            return read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws {@link BadPrices} that names every problem as {@code FIELD: why}. */
    public static PriceSheet read(String json) {
        if (json.length() > MOST_CHARACTERS) {
            throw new BadPrices(List.of("has " + json.length() + " characters, at most " + MOST_CHARACTERS));
        }
        try {
            return new PriceReader().sheet(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new BadPrices(
                    List.of(e.getOriginalMessage().lines().findFirst().orElse("is no JSON")));
        }
    }

    private PriceSheet sheet(JsonNode root) {
        only(
                root,
                "",
                Set.of(
                        "asOf",
                        "currency",
                        "region",
                        "source",
                        "lambda",
                        "fargate",
                        "s3",
                        "dynamodb",
                        "rds",
                        "leftOut"));
        only(root, "lambda", Set.of("perMillionRequests", "perGbSecond", "perStreamedGb"));
        only(root, "fargate", Set.of("perVcpuHour", "perGbHour"));
        only(root, "s3", Set.of("perThousandGets"));
        only(root, "dynamodb", Set.of("perMillionReads"));
        only(root, "rds", Set.of("instance", "perHour", "storedGb", "perGbMonth"));
        var sheet = new PriceSheet(
                day(root),
                text(root, "/currency", CURRENCY),
                text(root, "/region", LINE),
                text(root, "/source", LINE),
                new PriceSheet.Lambda(
                        number(root, "/lambda/perMillionRequests"),
                        number(root, "/lambda/perGbSecond"),
                        number(root, "/lambda/perStreamedGb")),
                new PriceSheet.Fargate(number(root, "/fargate/perVcpuHour"), number(root, "/fargate/perGbHour")),
                new PriceSheet.S3(number(root, "/s3/perThousandGets")),
                new PriceSheet.DynamoDb(number(root, "/dynamodb/perMillionReads")),
                new PriceSheet.Rds(
                        text(root, "/rds/instance", LINE),
                        number(root, "/rds/perHour"),
                        number(root, "/rds/storedGb"),
                        number(root, "/rds/perGbMonth")),
                leftOut(root));
        if (!problems.isEmpty()) {
            throw new BadPrices(problems);
        }
        return sheet;
    }

    /** A misspelt price would else be missing and nobody know. */
    private void only(JsonNode root, String field, Set<String> known) {
        var node = field.isEmpty() ? root : root.path(field);
        if (!node.isObject()) {
            problems.add((field.isEmpty() ? "it" : field) + ": must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add((field.isEmpty() ? "" : field + ".") + name + ": is not known, only "
                        + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    private LocalDate day(JsonNode root) {
        try {
            return LocalDate.parse(root.path("asOf").asText());
        } catch (DateTimeParseException e) {
            problems.add("asOf: must be a day such as 2026-09-20");
            return LocalDate.EPOCH;
        }
    }

    private String text(JsonNode root, String pointer, Pattern pattern) {
        var node = root.at(pointer);
        if (!node.isTextual() || !pattern.matcher(node.asText()).matches()) {
            problems.add(name(pointer) + ": must be a text that matches " + pattern);
        }
        return node.asText();
    }

    private double number(JsonNode root, String pointer) {
        var node = root.at(pointer);
        if (!node.isNumber() || !(node.asDouble() >= 0 && node.asDouble() <= MOST)) {
            problems.add(name(pointer) + ": must be a number from 0 to a million");
        }
        return node.asDouble();
    }

    private List<String> leftOut(JsonNode root) {
        var node = root.path("leftOut");
        var lines = StreamSupport.stream(node.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        boolean good = node.isArray()
                && lines.size() <= MOST_LEFT_OUT
                && lines.stream().allMatch(line -> LINE.matcher(line).matches());
        if (!good) {
            problems.add("leftOut: must be at most " + MOST_LEFT_OUT + " texts that match " + LINE);
        }
        return lines;
    }

    private static String name(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }
}
