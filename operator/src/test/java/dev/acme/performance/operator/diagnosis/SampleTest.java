package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is taken of a replica's page, which is a pod's word (S-15). */
class SampleTest {
    @Test
    void knownNamesAreTakenAndAddedUpByTheirLabel() {
        assertThat(Sample.on("""
            # HELP nothing
            registry_requests_total{code="200",replica="a"} 3
            registry_requests_total{code="200",replica="b"} 4
            registry_requests_total{code="429"} 1
            another_total 9
            """))
                .containsOnlyKeys("registry_requests_total:200", "registry_requests_total:429")
                .containsEntry("registry_requests_total:200", 7.0);
    }

    @Test
    void aFloodOfLabelsTakesNoMemory() {
        var page = IntStream.range(0, 2_000)
                .mapToObj("registry_requests_total{code=\"%d\"} 1"::formatted)
                .collect(Collectors.joining("\n"));

        assertThat(Sample.on(page)).hasSize(256);
    }

    @Test
    void whatIsNoLabelOrNumberOfOursIsLeftOut() {
        assertThat(Sample.on("""
            registry_requests_total{code="<script>alert(1)</script>"} 1
            registry_requests_total{code="\u001b[2J"} 1
            registry_requests_total{code="%s"} 1
            registry_queue_depth 1e308
            registry_queue_depth NaN
            registry_queue_depth +Inf
            """.formatted("a".repeat(65)))).isEmpty();
    }
}
