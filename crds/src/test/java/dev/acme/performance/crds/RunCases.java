package dev.acme.performance.crds;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tables of specs that an API server must accept or refuse. */
public final class RunCases {
    private static final String RUN = "x";

    private RunCases() {}

    /** Of PerformanceRuns. */
    public static Stream<RunCase> all() {
        return of("/run-cases.yaml");
    }

    /** Of PerformanceExperiments. */
    public static Stream<RunCase> ofExperiments() {
        return of("/experiment-cases.yaml");
    }

    private static Stream<RunCase> of(String table) {
        try (var in = RunCases.class.getResourceAsStream(table)) {
            JsonNode cases = Serialization.unmarshal(Objects.requireNonNull(in), JsonNode.class);
            return Stream.concat(
                    stream(cases.get("bounds")).flatMap(RunCases::bound),
                    stream(cases.get("cases")).map(RunCases::single));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<RunCase> bound(JsonNode node) {
        String field = node.get("field").asText();
        String spec = node.get("spec").asText();
        long least = node.get("least").asLong();
        long most = node.get("most").asLong();
        return Stream.of(
                new RunCase.Accepted(field + " at its least", RUN, spec.formatted(least)),
                new RunCase.Accepted(field + " at its most", RUN, spec.formatted(most)),
                new RunCase.Refused(
                        field + " below its least",
                        RUN,
                        spec.formatted(least - 1),
                        field,
                        "should be greater than or equal to " + least),
                new RunCase.Refused(
                        field + " above its most",
                        RUN,
                        spec.formatted(most + 1),
                        field,
                        "should be less than or equal to " + most));
    }

    private static RunCase single(JsonNode node) {
        String name = node.get("name").asText();
        String run = node.path("run").asText(RUN);
        String spec = node.get("spec").asText();
        return node.has("refused")
                ? new RunCase.Refused(
                        name,
                        run,
                        spec,
                        node.get("field").asText(),
                        node.get("refused").asText())
                : new RunCase.Accepted(name, run, spec);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
