package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.operator.experiment.stats.Anova.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against certified and textbook values. */
final class AnovaTest {
    /** NIST StRD, Analysis of Variance, SiRstv (Ehrstein and Croarkin): observed, three constant leading digits. */
    @Test
    void resistanceOfSilicon() {
        var anova = oneWay(List.of(
                List.of(196.3052, 196.1240, 196.1890, 196.2569, 196.3403),
                List.of(196.3042, 196.3825, 196.1669, 196.3257, 196.0422),
                List.of(196.1303, 196.2005, 196.2889, 196.0343, 196.1811),
                List.of(196.2795, 196.1748, 196.1494, 196.1485, 195.9885),
                List.of(196.2119, 196.1051, 196.1850, 196.0052, 196.2090)));

        var instruments = anova.factors().getFirst();
        assertThat(instruments.freedom()).isEqualTo(4);
        assertThat(anova.noise().freedom()).isEqualTo(20);
        assertThat(instruments.squares()).isCloseTo(5.11462616000000E-02, within(1e-12));
        assertThat(anova.noise().squares()).isCloseTo(2.16636560000000E-01, within(1e-12));
        assertThat(anova.f(instruments).orElseThrow()).isCloseTo(1.18046237440255, within(1e-10));
        assertThat(anova.sharePercent(instruments)).isCloseTo(19.0999039051129, within(1e-9));
    }

    /** NIST StRD, AtmWtAg (Powell, Murphy and Gramlich 1982): observed, seven constant leading digits. */
    @Test
    void atomicWeightOfSilver() {
        var anova = oneWay(List.of(
                List.of(
                        107.8681568,
                        107.8681465,
                        107.8681572,
                        107.8681785,
                        107.8681446,
                        107.8681903,
                        107.8681526,
                        107.8681494,
                        107.8681616,
                        107.8681587,
                        107.8681519,
                        107.8681486,
                        107.8681419,
                        107.8681569,
                        107.8681508,
                        107.8681672,
                        107.8681385,
                        107.8681518,
                        107.8681662,
                        107.8681424,
                        107.8681360,
                        107.8681333,
                        107.8681610,
                        107.8681477),
                List.of(
                        107.8681079,
                        107.8681344,
                        107.8681513,
                        107.8681197,
                        107.8681604,
                        107.8681385,
                        107.8681642,
                        107.8681365,
                        107.8681151,
                        107.8681082,
                        107.8681517,
                        107.8681448,
                        107.8681198,
                        107.8681482,
                        107.8681334,
                        107.8681609,
                        107.8681101,
                        107.8681512,
                        107.8681469,
                        107.8681360,
                        107.8681254,
                        107.8681261,
                        107.8681450,
                        107.8681368)));

        assertThat(anova.f(anova.factors().getFirst()).orElseThrow()).isCloseTo(15.9467335677930, within(1e-5));
        assertThat(anova.sharePercent(anova.factors().getFirst())).isCloseTo(25.7426544538321, within(1e-5));
    }

    /** NIST StRD, SmLs01, 04 and 07 (Simon and Lesage 1989): generated, with 1, 7 and 13 constant leading digits; F is 21. */
    @ParameterizedTest
    @CsvSource({"1, 1e-12", "1e6, 1e-6", "1e12, 0.1"})
    void constantLeadingDigitsDoNotDrownTheDifferences(double leading, double tolerance) {
        double[] tenths = {0.4, 0.3, 0.5, 0.3, 0.5, 0.3, 0.5, 0.3, 0.5};
        var treatments = new ArrayList<List<Double>>();
        for (double level : tenths) {
            var treatment = new ArrayList<Double>();
            treatment.add(leading + level);
            for (int i = 0; i < 10; i++) {
                treatment.add(leading + level - 0.1);
                treatment.add(leading + level + 0.1);
            }
            treatments.add(treatment);
        }

        var anova = oneWay(treatments);

        assertThat(anova.factors().getFirst().freedom()).isEqualTo(8);
        assertThat(anova.noise().freedom()).isEqualTo(180);
        assertThat(anova.f(anova.factors().getFirst()).orElseThrow()).isCloseTo(21, within(21 * tolerance));
    }

    /** Jain, The Art of Computer Systems Performance Analysis, 17.2: 15, 45, 25, 75 MIPS by memory and cache. */
    @Test
    void memoryAndCache() {
        var values = List.of(
                value(15, "4 MB", "1 KB"),
                value(45, "16 MB", "1 KB"),
                value(25, "4 MB", "2 KB"),
                value(75, "16 MB", "2 KB"));

        var anova = Anova.of(List.of("memory", "cache"), values);

        assertThat(anova.total()).isCloseTo(2100, within(1e-9));
        assertThat(anova.factors().get(0).squares()).isCloseTo(1600, within(1e-9));
        assertThat(anova.factors().get(1).squares()).isCloseTo(400, within(1e-9));
        assertThat(anova.together().squares()).isCloseTo(100, within(1e-9));
        assertThat(anova.sharePercent(anova.factors().get(0))).isCloseTo(76, within(0.2));
    }

    /** Box, Hunter and Hunter, Statistics for Experimenters, penicillin: five blends, four treatments. */
    @Test
    void penicillin() {
        double[][] blends = {{89, 88, 97, 94}, {84, 77, 92, 79}, {81, 87, 87, 85}, {87, 92, 89, 84}, {79, 81, 80, 88}};
        var values = new ArrayList<Value>();
        for (int blend = 0; blend < blends.length; blend++) {
            for (int treatment = 0; treatment < 4; treatment++) {
                String name = "ABCD".substring(treatment, treatment + 1);
                values.add(new Value(blends[blend][treatment], Map.of("treatment", name), name, "blend" + blend));
            }
        }

        var anova = Anova.of(List.of("treatment"), values);

        assertThat(anova.total()).isCloseTo(560, within(1e-9));
        assertThat(anova.factors().getFirst().squares()).isCloseTo(70, within(1e-9));
        assertThat(anova.blocks().squares()).isCloseTo(264, within(1e-9));
        assertThat(anova.noise()).satisfies(noise -> {
            assertThat(noise.squares()).isCloseTo(226, within(1e-9));
            assertThat(noise.freedom()).isEqualTo(12);
        });
        assertThat(anova.p(anova.factors().getFirst()).orElseThrow()).isCloseTo(0.34, within(0.005));
    }

    private static Value value(double number, String memory, String cache) {
        return new Value(number, Map.of("memory", memory, "cache", cache), memory + cache, "");
    }

    private static Anova oneWay(List<List<Double>> groups) {
        var values = new ArrayList<Value>();
        for (int group = 0; group < groups.size(); group++) {
            for (double number : groups.get(group)) {
                values.add(new Value(number, Map.of("group", "g" + group), "g" + group, ""));
            }
        }
        return Anova.of(List.of("group"), values);
    }
}
