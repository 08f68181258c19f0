package dev.acme.performance.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.ProfileReader;
import dev.acme.performance.exchange.RunResult;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** H-09. */
class SteadinessTest {
    @Test
    void mediansThatStayAreSteady() {
        assertThat(of(30, second -> 10 + (second % 3) * 0.2).finding()).isEmpty();
    }

    /** 10 % slower over half a minute. */
    @Test
    void aServerThatGetsSlowerIsNotSteady() {
        assertThat(of(30, second -> 10 + second / 30.0).finding())
                .hasValueSatisfying(
                        finding -> assertThat(finding.reason())
                                .startsWith(
                                        "NotSteady: the median went from 10.13 ms in the first third of the window to 10.80 ms"));
    }

    /** A trend of 3 % is below what thirds may differ by, and none that chance brings about. */
    @Test
    void aSmallTrendIsFoundByItsOrder() {
        assertThat(of(30, second -> 10 + second / 100.0).finding())
                .hasValueSatisfying(finding -> assertThat(finding.isVoid()).isFalse());
    }

    @Test
    void whatNoThreadCouldNoticeIsNoTrend() {
        assertThat(of(30, second -> 0.20 + second * 0.002).finding()).isEmpty();
    }

    @Test
    void aWarmUpWithinTheWindowIsNotSteady() {
        assertThat(of(30, second -> second < 10 ? 20 : 10).finding()).isPresent();
    }

    /** Below a dozen seconds nobody can tell; what ends after the window is not looked at. */
    @Test
    void aShortWindowIsNotJudged() {
        assertThat(of(11, second -> second).finding()).isEmpty();
        assertThat(of(12, second -> second).finding()).isPresent();
        assertThat(new Steadiness(profile(12), seconds(24, second -> second < 12 ? 10 : 500)).finding())
                .isEmpty();
    }

    @Test
    void aTypicalEarlyResponseIsThatOfTheFirstThird() {
        assertThat(of(9, second -> second).earlyMs()).isEqualTo(1);
        assertThat(new Steadiness(profile(9), List.of()).earlyMs()).isZero();
    }

    private static Steadiness of(int seconds, IntToDoubleFunction median) {
        return new Steadiness(profile(seconds), seconds(seconds, median));
    }

    private static List<RunResult.Second> seconds(int seconds, IntToDoubleFunction median) {
        return IntStream.range(0, seconds)
                .mapToObj(second -> new RunResult.Second(second, 10, 10, 0, median.applyAsDouble(second), null))
                .toList();
    }

    private static LoadProfile profile(int seconds) {
        return ProfileReader.read(
                "{\"clients\":1,\"path\":\"/\",\"mode\":\"Closed\",\"durationSeconds\":%d}".formatted(seconds));
    }
}
