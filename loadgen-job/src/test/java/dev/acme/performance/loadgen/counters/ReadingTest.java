package dev.acme.performance.loadgen.counters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.MetricSample;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {
    private static final String PAGE = """
            # HELP cache_total of a cache
            # TYPE cache_total counter
            cache_total{outcome="hit",worker="1"} 10.0
            cache_total{worker="2",outcome="hit"} 5 1395066363000
            cache_total{outcome="miss"} 1e1
            cache_total_created{outcome="hit"} 1.7e9
            quoted{a="x\\\\y\\"},z",b=""} 3
            spaced { a="b" , c="d", } 4
            plain 7
            traced 8 # {id="9"} 1.0
            bad NaN
            worse +Inf
            broken{a="b 1

            # EOF
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain                                      | 7",
                "traced                                     | 8",
                "cache_total                                | 25",
                "cache_total{outcome=\"hit\"}               | 15",
                "cache_total{outcome=\"hit\",worker=\"2\"}  | 5",
                "cache_total{outcome=\"none\"}              | -",
                "quoted{b=\"\"}                             | 3",
                "cache                                      | -",
                "bad                                        | -",
                "worse                                      | -",
                "broken                                     | -"
            })
    void samplesWithTheLabelsAreAdded(String sample, String sum) {
        var values = Reading.of(PAGE, Map.of("it", sample)).values();

        assertThat(values).isEqualTo(sum.equals("-") ? Map.of() : Map.of("it", Double.valueOf(sum)));
    }

    @Test
    void labelsAreReadWithTheirBackslashes() {
        assertThat(MetricSample.parse("quoted{a=\"x\\\\y\\\"},z\",b=\"1\\n2\"} 3"))
                .contains(new MetricSample("quoted", Map.of("a", "x\\y\"},z", "b", "1\n2"), 3));
    }
}
