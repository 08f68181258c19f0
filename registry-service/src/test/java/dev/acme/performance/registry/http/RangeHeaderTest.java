package dev.acme.performance.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.registry.storage.ByteRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Range headers ask of an archive of 100 bytes. */
final class RangeHeaderTest {
    private static final long SIZE = 100;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=10-19, 10, 10",
        "bytes=99-, 99, 1",
        "bytes=0-, 0, 100",
        "bytes=-1, 99, 1",
        "bytes=-100, 0, 100",
        "bytes=-1000, 0, 100",
        "bytes=50-1000, 50, 50",
        "bytes=50-99999999999999999999999999, 50, 50",
        "' bytes = 1 - 2 ', 1, 2"
    })
    void aRangeInsideIsAPart(String header, long from, long length) {
        assertThat(RangeHeader.parse(header, SIZE)).isEqualTo(new RangeHeader.Part(new ByteRange(from, length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
    void aRangeOutsideCannotBeSatisfied(String header) {
        assertThat(RangeHeader.parse(header, SIZE)).isEqualTo(new RangeHeader.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=2-1",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "bytes=0x1-2",
                "bytes=--1",
                "bytes=1-2-3",
                "items=0-1",
                "bytes=٣-٤",
                "bytes=+1-2"
            })
    void aHeaderThatSaysNothingUsableIsIgnored(String header) {
        assertThat(RangeHeader.parse(header, SIZE)).isEqualTo(new RangeHeader.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
    void nothingCanBeTakenFromAnEmptyArchive(String header) {
        assertThat(RangeHeader.parse(header, 0)).isEqualTo(new RangeHeader.Unsatisfiable());
    }
}
