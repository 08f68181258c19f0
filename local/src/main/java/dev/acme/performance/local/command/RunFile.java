package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.admission.Admission;
import dev.acme.performance.local.admission.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The runs of a file, checked as an API server would check them, before anything is started. */
final class RunFile {
    private static final String API_VERSION = PerformanceRun.GROUP + "/" + PerformanceRun.VERSION;
    private static final String KIND = "PerformanceRun";
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_RUNS = 64;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final Path file;
    private final Admission admission;

    private RunFile(Path file, Admission admission) {
        this.file = file;
        this.admission = admission;
    }

    /** The runs as an API server stores them, defaults filled in. Throws {@link BadFile}. */
    static List<ObjectNode> read(Path file, Admission admission) {
        return new RunFile(file, admission).runs();
    }

    private List<ObjectNode> runs() {
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
            String name = run.at("/metadata/name").asText();
            if (!names.add(name)) {
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
                        .filter(node -> !node.isNull() && !node.isMissingNode())
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
        require(object, "kind", KIND);
        String name = object.at("/metadata/name").asText();
        if (!NAME.matcher(name).matches()) {
            throw bad("metadata.name: \"" + name + "\" must be lower-case letters, digits and hyphens");
        }
        return object;
    }

    private void require(ObjectNode object, String field, String value) {
        String given = object.path(field).asText();
        if (!given.equals(value)) {
            throw bad(field + ": " + (given.isEmpty() ? "is missing" : "\"" + given + "\" is not known here") + ", use "
                    + value);
        }
    }

    private ObjectNode admitted(ObjectNode object) {
        return switch (admission.check(object)) {
            case Verdict.Admitted admitted -> admitted.object();
            case Verdict.Refused refused ->
                throw bad(refused.refusals().stream().map(Object::toString).collect(Collectors.joining("; ")));
        };
    }

    private BadFile bad(String why) {
        return new BadFile(file + ": " + why);
    }
}
