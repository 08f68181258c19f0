package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.Refusal;
import dev.acme.performance.local.admission.Verdict;
import dev.acme.performance.local.apiserver.MetadataRules;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs and experiments of a file, checked as an API server would check them, before anything is started. */
final class RunFile {
    private static final String API_VERSION = PerformanceRun.GROUP + "/" + PerformanceRun.VERSION;
    static final String RUN = "PerformanceRun";
    static final String EXPERIMENT = "PerformanceExperiment";
    private static final String DEFAULT_NAMESPACE = "default";
    /** What an API server writes, so that a printed run can be run again. */
    private static final List<String> SERVER_SET =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink");

    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_RUNS = 64;
    private static final int MOST_NAME_CHARACTERS = 63;
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final String IN_WORDS = "at most 63 lower-case letters, digits and hyphens";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final Path file;
    private final Map<String, Admission> admissions;
    private final String defaultNamespace;

    private RunFile(Path file, Map<String, Admission> admissions, String defaultNamespace) {
        this.file = file;
        this.admissions = admissions;
        this.defaultNamespace = defaultNamespace;
    }

    /** The objects as an API server stores them, defaults filled in; {@code admissions} by kind. Throws {@link BadFile}. */
    static List<ObjectNode> read(Path file, Map<String, Admission> admissions) {
        return read(file, admissions, DEFAULT_NAMESPACE);
    }

    /** The same; objects without a namespace get {@code defaultNamespace}. */
    static List<ObjectNode> read(Path file, Map<String, Admission> admissions, String defaultNamespace) {
        return new RunFile(file, admissions, defaultNamespace).objects();
    }

    private List<ObjectNode> objects() {
        var documents = documents();
        if (documents.isEmpty()) {
            throw bad("holds no object");
        }
        if (documents.size() > MAX_RUNS) {
            throw bad("holds " + documents.size() + " objects, at most " + MAX_RUNS + " are taken");
        }
        var names = new HashSet<String>();
        var runs = new ArrayList<ObjectNode>();
        for (var document : documents) {
            var run = admitted(identified(document));
            // the schema's default, which is the API server's to give
            run.remove("status");
            String name = run.at("/metadata/name").asText();
            if (!names.add(run.path("kind").asText() + "/"
                    + run.at("/metadata/namespace").asText() + "/" + name)) {
                throw bad("metadata.name: \"" + name + "\" stands twice");
            }
            runs.add(run);
        }
        return runs;
    }

    private List<JsonNode> documents() {
        try {
            if (!Files.isRegularFile(file)) {
                throw bad(Files.exists(file) ? "is not a file" : "no such file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw bad("is larger than " + MAX_BYTES + " bytes");
            }
            try (MappingIterator<JsonNode> nodes =
                    YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
                return nodes.readAll().stream()
                        .filter(node ->
                                node.isContainerNode() || !node.asText("").isEmpty())
                        .toList();
            }
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw bad((where == null ? "" : "line " + where.getLineNr() + ": ") + e.getOriginalMessage());
        } catch (IOException e) {
            throw bad("cannot be read: " + e);
        }
    }

    private ObjectNode identified(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw bad("holds something that is not an object");
        }
        require(object, "apiVersion", API_VERSION);
        requireKind(object);
        checkName("metadata.name", metadata(object).getName(), NAME, IN_WORDS + ", a letter first");
        object.withObjectProperty("metadata")
                .put("namespace", namespace(object))
                .remove(SERVER_SET);
        object.remove("status");
        if (object.at("/spec/suspend").asBoolean()) {
            throw bad("spec.suspend: a suspended run never ends, take it out");
        }
        return object;
    }

    private ObjectMeta metadata(ObjectNode object) {
        try {
            var metadata = JSON.treeToValue(object.path("metadata"), ObjectMeta.class);
            if (metadata == null) {
                throw bad("metadata: is missing");
            }
            metadata.getAdditionalProperties().keySet().stream().findFirst().ifPresent(key -> {
                throw bad("metadata." + key + ": unknown field");
            });
            return metadata;
        } catch (JsonProcessingException e) {
            throw bad("metadata: " + e.getOriginalMessage());
        }
    }

    private String namespace(ObjectNode object) {
        var given = object.at("/metadata/namespace");
        if (given.isMissingNode()) {
            return defaultNamespace;
        }
        checkName("metadata.namespace", given.asText(), NAMESPACE, IN_WORDS);
        return given.asText();
    }

    private void checkName(String field, @Nullable String name, Pattern shape, String words) {
        if (name == null) {
            throw bad(field + ": is missing");
        }
        if (!shape.matcher(name).matches() || name.length() > MOST_NAME_CHARACTERS) {
            throw bad(field + ": \"" + name + "\" must be " + words);
        }
    }

    private void require(ObjectNode object, String field, String value) {
        String given = object.path(field).asText();
        if (!given.equals(value)) {
            throw bad(field + ": " + (given.isEmpty() ? "is missing" : "\"" + given + "\" is not known here") + ", use "
                    + value);
        }
    }

    private void requireKind(ObjectNode object) {
        String given = object.path("kind").asText();
        if (!admissions.containsKey(given)) {
            throw bad("kind: " + (given.isEmpty() ? "is missing" : "\"" + given + "\" is not known here") + ", use "
                    + RUN + " or " + EXPERIMENT);
        }
    }

    private ObjectNode admitted(ObjectNode object) {
        String kind = object.path("kind").asText();
        var wrong = MetadataRules.violations(kind, object, MissingNode.getInstance());
        if (!wrong.isEmpty()) {
            throw bad(inWords(wrong));
        }
        return switch (Objects.requireNonNull(admissions.get(kind)).check(object)) {
            case Verdict.Admitted admitted -> admitted.object();
            case Verdict.Refused refused -> throw bad(inWords(refused.refusals()));
        };
    }

    private static String inWords(List<Refusal> refusals) {
        return refusals.stream()
                .filter(refusal -> !refusal.equals(Admission.RULES_SKIPPED))
                .map(RunFile::inWords)
                .collect(Collectors.joining("; "));
    }

    /** Without the parts of an API server's sentence that tell a reader nothing. */
    private static String inWords(Refusal refusal) {
        String reason =
                refusal.reason().replace("Invalid value: \"object\": ", "").replace(refusal.field() + " in body ", "");
        return refusal.isOfWholeObject() ? reason : refusal.field() + ": " + reason;
    }

    private BadFile bad(String why) {
        return new BadFile(file + ": " + why);
    }
}
