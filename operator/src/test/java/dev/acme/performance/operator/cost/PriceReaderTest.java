package dev.acme.performance.operator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceReaderTest {
    @Test
    void theStandardSheetHasADayASourceAndWhatItLeavesOut() {
        var sheet = PriceReader.standard();

        assertThat(sheet.asOf()).isEqualTo(LocalDate.of(2026, 9, 20));
        assertThat(sheet.source()).isNotBlank();
        assertThat(sheet.leftOut()).contains("load balancer", "NAT gateway");
        assertThat(sheet.lambda().perGbSecond()).isEqualTo(0.0000166667);
    }

    @Test
    void pricesGrowOldAfterHalfAYear() {
        var sheet = PriceReader.standard();

        assertThat(sheet.isStale(LocalDate.of(2027, 3, 19))).isFalse();
        assertThat(sheet.isStale(LocalDate.of(2027, 3, 20))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                "\"perGbSecond\": 0.0000166667 | \"perGbSecond\": \"0.01\"   | lambda.perGbSecond: must be a number",
                "\"perGbSecond\": 0.0000166667 | \"perGbSecond\": -1         | lambda.perGbSecond: must be a number",
                "\"perGbSecond\": 0.0000166667 | \"perGigabyte\": 1          | lambda.perGigabyte: is not known",
                "\"perGbSecond\": 0.0000166667 | \"perGbSecond\": 1e7        | lambda.perGbSecond: must be a number",
                "\"asOf\": \"2026-09-20\"      | \"asOf\": \"today\"         | asOf: must be a day",
                "\"currency\": \"USD\"         | \"currency\": \"$\"         | currency: must be a text",
                "\"leftOut\": [                | \"leftOut\": [\"\",         | leftOut: must be at most",
                "\"leftOut\": [                | \"more\": [                 | more: is not known",
                "\"s3\": {                     | \"s4\": {                   | s3: must be an object",
                "{                             | [{                          | ",
            })
    void aBadSheetIsRefusedAndItsFaultNamed(String good, String bad, String told) throws IOException {
        assertThatThrownBy(() -> PriceReader.read(
                        standard().replaceFirst(java.util.regex.Pattern.quote(good), bad.replace("$", "\\$"))))
                .isInstanceOf(BadPrices.class)
                .hasMessageContaining(told == null ? "" : told);
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThatThrownBy(() -> PriceReader.read("{}"))
                .isInstanceOf(BadPrices.class)
                .hasMessageContaining("asOf")
                .hasMessageContaining("currency")
                .hasMessageContaining("rds.perHour")
                .hasMessageContaining("leftOut");
        assertThatThrownBy(() -> PriceReader.read(" ".repeat(PriceReader.MOST_CHARACTERS + 1)))
                .isInstanceOf(BadPrices.class)
                .hasMessageContaining("at most");
    }

    private static String standard() throws IOException {
        try (var stream = PriceReader.class.getResourceAsStream("/prices.json")) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
