package dev.acme.performance.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.acme.performance.crds.Compute;
import dev.acme.performance.operator.external.BadTargets;
import dev.acme.performance.operator.external.ExternalTargets;
import dev.acme.performance.operator.external.TargetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The services beyond this machine's own that runs may measure: the chart's value {@code externalTargets}, in a file. */
record TargetsFile(String json, ExternalTargets targets) {
    private static final String KEY = "externalTargets";
    private static final long MAX_BYTES = 1 << 20;
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /** Without a file there are none. Throws {@link BadFile}. */
    static TargetsFile read(Optional<Path> file) {
        return file.map(TargetsFile::of).orElseGet(() -> checked("no file", JsonNodeFactory.instance.objectNode()));
    }

    /** Why a run cannot name the target that it names; empty where it can. */
    Optional<String> objection(Compute compute) {
        return targets.objection(compute);
    }

    private static TargetsFile of(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new BadFile(file + ": no such file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadFile(file + ": is larger than " + MAX_BYTES + " bytes");
            }
            if (!(YAML.readTree(file.toFile()) instanceof ObjectNode values) || !values.has(KEY)) {
                throw new BadFile(file + ": has no " + KEY);
            }
            return checked(file.toString(), values.path(KEY));
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new BadFile(
                    file + ": " + (where == null ? "" : "line " + where.getLineNr() + ": ") + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadFile(file + ": cannot be read: " + e);
        }
    }

    private static TargetsFile checked(String file, JsonNode declared) {
        try {
            var targets = TargetReader.read(declared.toString());
            targets.byName().values().stream()
                    .filter(target -> !target.secretHeaders().isEmpty())
                    .findFirst()
                    .ifPresent(target -> {
                        throw new BadFile(file + ": " + KEY + "." + target.name()
                                + ".secretHeaders: this machine has no Secrets, use headers");
                    });
            return new TargetsFile(declared.toString(), targets);
        } catch (BadTargets e) {
            throw new BadFile(file + ": " + KEY + ": " + e.getMessage());
        }
    }
}
