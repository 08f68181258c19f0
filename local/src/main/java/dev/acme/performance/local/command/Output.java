package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.operator.experiment.report.PackedFiles;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where results go: standard output in a format, and the report of an experiment into a file, if one is named. */
record Output(OutputFormat format, Optional<Path> report) {
    static final Output TABLE = new Output(OutputFormat.table, Optional.empty());

    /** A report is of one experiment. Throws {@link BadFile}. */
    void check(Path file, List<ObjectNode> objects) {
        long experiments = objects.stream()
                .filter(object -> object.path("kind").asText().equals(RunFile.EXPERIMENT))
                .count();
        if (report.isPresent() && experiments != 1) {
            throw new BadFile(
                    "%s: holds %d experiments, a report (-o %s) is of one".formatted(file, experiments, report.get()));
        }
    }

    /** Writes the report as the cluster keeps it; says so where there is none. */
    void write(KubernetesClient client, List<JsonNode> ended, Progress progress) {
        report.ifPresent(path -> ended.stream()
                .filter(object -> object.path("kind").asText().equals(RunFile.EXPERIMENT))
                .findFirst()
                .ifPresent(experiment -> text(client, experiment, path)
                        .ifPresentOrElse(
                                text -> write(path, text, progress),
                                () -> progress.say(
                                        "perfrun: " + path + " is not written: the experiment has no such report"))));
    }

    private static Optional<String> text(KubernetesClient client, JsonNode experiment, Path path) {
        String name = experiment.at("/status/report").asText("");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var stored = client.configMaps()
                .inNamespace(experiment.at("/metadata/namespace").asText())
                .withName(name)
                .get();
        return Optional.ofNullable(stored)
                .flatMap(map -> PackedFiles.text(map, "report." + OutputConverter.suffix(path)));
    }

    private static void write(Path path, String text, Progress progress) {
        try {
            Files.writeString(path, text);
            progress.say("report: " + path);
        } catch (IOException e) {
            throw new NotRunnable(path + ": cannot be written: " + e);
        }
    }
}
