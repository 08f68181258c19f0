package dev.acme.performance.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditional requests and the archive's tag. */
final class EntityTagTest {
    private static final EntityTag TAG = new EntityTag("\"abc\"");

    @ParameterizedTest
    @CsvSource({
        "'\"abc\"', true, true",
        "' \"abc\" ', true, true",
        "'W/\"abc\"', true, false",
        "'\"x\", \"abc\"', true, false",
        "*, true, false",
        "'\"abcd\"', false, false",
        "abc, false, false",
        "'', false, false"
    })
    void aTagIsComparedAsTheHeaderWants(String header, boolean named, boolean exactly) {
        assertThat(TAG.isNamedIn(header)).isEqualTo(named);
        assertThat(TAG.isExactly(header)).isEqualTo(exactly);
    }
}
