package dev.acme.performance.loadgen.counters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.TargetCounters;
import dev.acme.performance.exchange.TargetCounters.Increase;
import dev.acme.performance.exchange.TargetCounters.Rate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final MetricsPage PAGE = new MetricsPage(
            "http://x/metrics",
            Map.of("hits", "hits_total", "misses", "misses_total"),
            Map.of("hitRate", List.of("hits", "misses")));

    @Test
    void aRateIsTheFirstIncreaseOfAll() {
        var told = Comparison.of(PAGE, read(100, 50), read(102, 51));

        assertThat(told)
                .isEqualTo(new TargetCounters(
                        List.of(new Increase("hits", 100, 102, 2), new Increase("misses", 50, 51, 1)),
                        List.of(new Rate("hitRate", 66.6667)),
                        null));
    }

    @Test
    void aRateOfNothingHasNoValue() {
        assertThat(Comparison.of(PAGE, read(1, 1), read(1, 1)).rates()).containsExactly(new Rate("hitRate", null));
    }

    @Test
    void aCounterThatAppearsMeanwhileCountsFromZero() {
        var told = Comparison.of(PAGE, new Reading.Read(Map.of("misses", 1.0)), read(3, 2));

        assertThat(told.increases()).contains(new Increase("hits", 0, 3, 3));
        assertThat(told.problem()).isNull();
    }

    @Test
    void aCounterThatWentDownTellsNothing() {
        var told = Comparison.of(PAGE, read(100, 50), read(2, 51));

        assertThat(told.increases()).containsExactly(new Increase("misses", 50, 51, 1));
        assertThat(told.rates()).isEmpty();
        assertThat(told.problem()).isEqualTo("hits went down, as after a restart of the target");
    }

    @Test
    void aCounterThatIsNotThereIsNamed() {
        var told = Comparison.of(PAGE, read(1, 1), new Reading.Read(Map.of("hits", 2.0)));

        assertThat(told.problem()).isEqualTo("misses is not on the page: misses_total");
    }

    @Test
    void aPageThatWasNotReadLeavesNoIncrease() {
        var told = Comparison.of(PAGE, new Reading.Unread("http://x/metrics answered 404"), read(1, 1));

        assertThat(told)
                .isEqualTo(new TargetCounters(List.of(), List.of(), "before the load http://x/metrics answered 404"));
    }

    private static Reading read(double hits, double misses) {
        return new Reading.Read(Map.of("hits", hits, "misses", misses));
    }
}
