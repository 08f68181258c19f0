package dev.acme.performance.operator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.RunCost.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden cases C1 to C6, by the prices of the standard sheet. */
final class PricingTest {
    private static final PriceSheet SHEET = PriceReader.standard();
    private static final Use.Lambda SMALL = new Use.Lambda(1_769, 100, 0, 0);
    private static final double MILLIONTH = 5e-7;

    @Test
    void c1AFunctionThatAnswersOneMegabyte() {
        var items = items(SHEET, SMALL, new Use.S3(1), new Use.DynamoDb(1));

        assertThat(items)
                .extracting(Item::name)
                .containsExactly(CostLine.LAMBDA_REQUESTS, CostLine.LAMBDA_COMPUTE, "s3 requests", "dynamodb reads");
        assertThat(items.get(0).usdPer1000()).isCloseTo(0.000200, within(MILLIONTH));
        assertThat(items.get(1).usdPer1000()).isCloseTo(0.002879, within(MILLIONTH));
        assertThat(items.get(2).usdPer1000()).isCloseTo(0.000400, within(MILLIONTH));
        assertThat(items.get(3).usdPer1000()).isCloseTo(0.000125, within(MILLIONTH));
        assertThat(sum(items)).isCloseTo(0.003604, within(MILLIONTH));
    }

    @Test
    void c2TheSameOnArm() {
        var lambda = new PriceSheet.Lambda(0.20, 0.0000133334, 0.008);
        var arm = new PriceSheet(
                SHEET.asOf(),
                "USD",
                SHEET.region(),
                "arm",
                lambda,
                SHEET.fargate(),
                SHEET.s3(),
                SHEET.dynamodb(),
                SHEET.rds(),
                List.of());

        assertThat(sum(items(arm, SMALL, new Use.S3(1), new Use.DynamoDb(1)))).isCloseTo(0.003028, within(MILLIONTH));
    }

    /** 6 MB at 75 MB/s and 44 MB at 2 MB/s are 22,080 ms. */
    @Test
    void c3FiftyMegabytesAreStreamedSlowlyAndBilledForIt() {
        var items = items(SHEET, new Use.Lambda(1_769, 22_080, 0, 44e6), new Use.S3(1), new Use.DynamoDb(1));

        assertThat(items.get(1).usdPer1000()).isCloseTo(0.635736, within(2e-6));
        assertThat(items.get(2)).satisfies(item -> {
            assertThat(item.name()).isEqualTo(CostLine.LAMBDA_STREAMING);
            assertThat(item.usdPer1000()).isCloseTo(0.352, within(MILLIONTH));
        });
        assertThat(sum(items)).isCloseTo(0.988461, within(2e-6));
    }

    @Test
    void c4OnePercentOfColdStartsAreAQuarterOfTheCompute() {
        var cold = new Use.Lambda(1_769, 100, 0.01 * 3_000, 0);

        assertThat(sum(items(SHEET, cold, new Use.S3(1), new Use.DynamoDb(1)))).isCloseTo(0.004468, within(MILLIONTH));
    }

    @ParameterizedTest
    @CsvSource({"10, 0.001371", "0.1, 0.137139"})
    void c5ATaskCostsTheSameHoweverLittleItDoes(double downloadsPerSecond, double expected) {
        var items = items(SHEET, new Use.Fargate(FargateSize.holding(1, 2), 1, downloadsPerSecond));

        assertThat(sum(items)).isCloseTo(expected, within(MILLIONTH));
    }

    @Test
    void c6ADatabaseAndItsStorage() {
        var items = items(SHEET, new Use.Rds(10));

        assertThat(items.get(0).usdPer1000()).isCloseTo(0.001806, within(MILLIONTH));
        assertThat(items.get(1).usdPer1000()).isCloseTo(0.000109, within(MILLIONTH));
        assertThat(sum(items)).isCloseTo(0.001915, within(MILLIONTH));
    }

    /** AWS's table of task sizes: what is asked for is rounded up to what is sold. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 1, 2, true",
        "1, 2.1, 1, 3, true",
        "0.1, 0.128, 0.25, 0.5, true",
        "0.25, 1.5, 0.25, 2, true",
        "0.25, 3, 0.5, 3, true",
        "0.5, 8, 1, 8, true",
        "3, 8, 4, 8, true",
        "8, 17, 8, 20, true",
        "9, 33, 16, 40, true",
        "16, 120, 16, 120, true",
        "32, 64, 32, 64, false",
        "1, 121, 1, 121, false"
    })
    void tasksAreSoldInSizes(double vcpu, double gb, double soldVcpu, double soldGb, boolean isSold) {
        assertThat(FargateSize.holding(vcpu, gb)).isEqualTo(new FargateSize(soldVcpu, soldGb, isSold));
    }

    private static List<Item> items(PriceSheet sheet, Use... uses) {
        return new Pricing(sheet).items(List.of(uses));
    }

    private static double sum(List<Item> items) {
        return items.stream().mapToDouble(Item::usdPer1000).sum();
    }
}
