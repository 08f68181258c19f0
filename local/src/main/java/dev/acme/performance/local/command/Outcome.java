package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

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

    /** Succeeded where every run was measured and none missed its objectives. */
    static Outcome of(List<? extends JsonNode> runs) {
        return runs.stream().allMatch(Outcome::isGood) ? SUCCEEDED : FAILED;
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
