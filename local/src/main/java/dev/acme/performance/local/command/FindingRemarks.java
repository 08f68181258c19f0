package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What stood out beside a run's numbers, a line each: {@code Drift: …; what to do}. */
final class FindingRemarks {
    private FindingRemarks() {}

    static Stream<String> of(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false)
                .map(finding -> finding.path("name").asText() + ": "
                        + finding.path("message").asText()
                        + advice(finding.path("advice").asText("")));
    }

    private static String advice(String advice) {
        return advice.isEmpty() ? "" : "; " + advice;
    }
}
