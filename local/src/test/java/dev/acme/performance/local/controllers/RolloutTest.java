package dev.acme.performance.local.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pace of a rollout, in numbers. */
class RolloutTest {
    @ParameterizedTest(name = "desired {0}, surge {1}, unavailable {2}, new {3}/{4}, old {5}/{6}: {7}")
    @CsvSource({
        // desired, surge, unavailable, new wanted, new available, old wanted, old available, next sizes
        "3, 1, 0, 0, 0, 3, 3, new=1",
        "3, 1, 0, 1, 0, 3, 3, ''",
        "3, 1, 0, 1, 1, 3, 3, old=2",
        "3, 1, 0, 1, 1, 2, 2, new=2",
        "3, 0, 1, 0, 0, 3, 3, old=2",
        "3, 1, 0, 0, 0, 3, 0, new=1",
        "3, 1, 1, 2, 0, 2, 0, ''",
        "3, 1, 1, 1, 0, 3, 0, old=2",
        "3, 1, 0, 3, 3, 0, 0, ''",
        "2, 1, 0, 3, 3, 0, 0, new=2",
        "0, 1, 0, 2, 2, 1, 1, new=0",
        "10, 3, 2, 0, 0, 10, 10, new=3",
        "10, 3, 2, 3, 0, 10, 10, old=8"
    })
    void oneStepAtATime(
            int desired,
            int surge,
            int unavailable,
            int newWanted,
            int newAvailable,
            int oldWanted,
            int oldAvailable,
            String next) {
        var rollout = new Rollout(
                desired,
                surge,
                unavailable,
                new Rollout.Set("new", newWanted, newWanted, newAvailable),
                List.of(new Rollout.Set("old", oldWanted, oldWanted, oldAvailable)));

        assertThat(rollout.nextSizes()).isEqualTo(parse(next));
    }

    private static Map<String, Integer> parse(String text) {
        var sizes = new HashMap<String, Integer>();
        for (String part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            String[] pair = part.split("=", 2);
            sizes.put(pair[0], Integer.parseInt(pair[1]));
        }
        return sizes;
    }

    @Test
    void neverFewerThanAllowedServeWhateverHappens() {
        for (int desired = 1; desired < 8; desired++) {
            for (int unavailable = 0; unavailable <= 2; unavailable++) {
                assertThat(leastAvailable(desired, unavailable == 0 ? 1 : 0, unavailable))
                        .isGreaterThanOrEqualTo(desired - unavailable);
            }
        }
    }

    /** Rolls out to the end, pods becoming available as soon as they are there. */
    private static int leastAvailable(int desired, int surge, int unavailable) {
        int fresh = 0;
        int old = desired;
        int least = desired;
        for (int step = 0; step < 100 && (fresh != desired || old != 0); step++) {
            var sizes = new Rollout(
                            desired,
                            surge,
                            unavailable,
                            new Rollout.Set("new", fresh, fresh, fresh),
                            List.of(new Rollout.Set("old", old, old, old)))
                    .nextSizes();
            old = sizes.getOrDefault("old", old);
            least = Math.min(least, fresh + old);
            fresh = sizes.getOrDefault("new", fresh);
            assertThat(fresh + old).isLessThanOrEqualTo(desired + surge);
        }
        assertThat(fresh).isEqualTo(desired);
        assertThat(old).isZero();
        return least;
    }

    @Test
    void recreatingWaitsUntilTheOldOnesAreGone() {
        var fresh = new Rollout.Set("new", 0, 0, 0);

        assertThat(recreating(fresh, new Rollout.Set("old", 2, 2, 2))).isEqualTo(Map.of("old", 0));
        assertThat(recreating(fresh, new Rollout.Set("old", 0, 1, 0))).isEmpty();
        assertThat(recreating(fresh, new Rollout.Set("old", 0, 0, 0))).isEqualTo(Map.of("new", 2));
    }

    private static Map<String, Integer> recreating(Rollout.Set fresh, Rollout.Set old) {
        return new Rollout(2, 0, 0, fresh, List.of(old)).nextSizesRecreating();
    }

    @ParameterizedTest
    @CsvSource({
        "25%, 10, true, 3",
        "25%, 10, false, 2",
        "25%, 1, true, 1",
        "25%, 1, false, 0",
        "2, 10, true, 2",
        "100%, 3, false, 3"
    })
    void percentagesOfPodsAreRounded(String amount, int desired, boolean isRoundedUp, int expected) {
        assertThat(Rollout.resolve(amount, desired, isRoundedUp)).isEqualTo(expected);
    }
}
