package dev.acme.performance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "Cancelled: 3 of 10 requests (30 %)", "<script>alert(1)</script>", "größer als 5 µs → 模型 😀"
            })
    void ordinaryWordsStayAsTheyAre(String said) {
        assertThat(PlainText.of(said)).isEqualTo(said);
    }

    /** What moves a cursor, ends a line of a log, hides, or turns the direction of the text. */
    @ParameterizedTest
    @CsvSource({
        "'a\u001b[2Jb', 'a\\u001B[2Jb'",
        "'a\r\nb\tc', 'a  b c'",
        "'a\u0000b', 'a\\u0000b'",
        "'a\u009bb', 'a\\u009Bb'",
        "'a\u202eb', 'a\\u202Eb'",
        "'a\u200bb', 'a\\u200Bb'",
        "'a\u2028b', 'a\\u2028b'",
        "'a\ud800b', 'a\\uD800b'"
    })
    void whatDoesMoreThanBeReadIsWrittenOut(String said, String plain) {
        assertThat(PlainText.of(said)).isEqualTo(plain);
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(PlainText.of("x".repeat(1_024))).isEqualTo("x".repeat(1_024));
        assertThat(PlainText.of("x".repeat(1_025))).isEqualTo("x".repeat(1_023) + "…");
        assertThat(PlainText.of("\u001b".repeat(1_024)))
                .hasSizeLessThanOrEqualTo(PlainText.LONGEST)
                .endsWith("\\u001B…");
        assertThat(PlainText.of("😀".repeat(1_024))).isEqualTo("😀".repeat(511) + "…");
    }
}
