package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** The exit code of a command, by what became of its runs. */
enum Outcome {
    SUCCEEDED(0),
    FAILED(1),
    BAD_INPUT(2);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** Succeeded where every run was measured and none missed its objectives; so of an experiment's possible cells. */
    static Outcome of(List<? extends JsonNode> objects) {
        return objects.stream().allMatch(Outcome::isGoodObject) ? SUCCEEDED : FAILED;
    }

    private static boolean isGoodObject(JsonNode object) {
        return object.path("kind").asText().equals(RunFile.EXPERIMENT) ? isGoodExperiment(object) : isGood(object);
    }

    private static boolean isGoodExperiment(JsonNode experiment) {
        boolean isMeasured = experiment.at("/status/phase").asText().equals("Succeeded");
        return isMeasured
                && StreamSupport.stream(experiment.at("/status/cells").spliterator(), false)
                        .allMatch(cell -> switch (cell.path("verdict").asText()) {
                            case "Pass", "Warn", "None", "Skipped" -> true;
                            default -> false;
                        });
    }

    private static boolean isGood(JsonNode run) {
        boolean isMeasured = run.at("/status/phase").asText().equals("Succeeded");
        return isMeasured
                && switch (run.at("/status/verdict").asText()) {
                    case "Pass", "Warn", "None" -> true;
                    default -> false;
                };
    }
}
