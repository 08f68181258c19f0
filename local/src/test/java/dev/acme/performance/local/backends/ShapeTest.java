package dev.acme.performance.local.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
    @Test
    void aShapeIsReadFromWordsAndSaidInWords() {
        assertThat(Shape.parse("firstByteMs=30,connectionMBps=85.5,errorPercent=1,metadataMs=20"))
                .isEqualTo(new Shape(30, 85.5, 0, 1, 20))
                .hasToString("first byte after at least 30 ms, at most 85.5 MB/s a connection,"
                        + " 1 % of downloads answered 503, DynamoDB answers after at least 20 ms");
        assertThat(Shape.parse("s3")).isEqualTo(Shape.S3);
        assertThat(Shape.parse("none").isNone()).isTrue();
        assertThat(Shape.parse("").isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "slow, 'slow: should be s3, or names with numbers'",
        "'firstByteMs=1,firstByteMs=2', 'firstByteMs=2: should be'",
        "firstByteMs=-1, 'firstByteMs=-1: should be'",
        "errorPercent=101, 'errorPercent: should be at most 100'",
        "latency=1, 'latency: unknown; there are firstByteMs'",
    })
    void whatIsNoShapeIsNamed(String text, String why) {
        assertThatThrownBy(() -> Shape.parse(text))
                .isInstanceOf(Shape.BadShape.class)
                .hasMessageContaining(why);
    }

    @Test
    void archivesAndTheCatalogueHaveAPartEach() {
        var shape = Shape.parse("firstByteMs=30,metadataMs=20");

        assertThat(shape.ofArchives()).isEqualTo(Shape.parse("firstByteMs=30"));
        assertThat(shape.ofCatalogue().firstByteNanos()).isEqualTo(20_000_000);
        assertThat(Shape.S3.ofCatalogue().isNone()).isTrue();
        assertThat(Shape.parse("metadataMs=20").ofArchives().isNone()).isTrue();
        assertThat(Shape.parse("metadataMs=20").isNone()).isFalse();
    }

    @Test
    void aPaceLetsBytesPassAsFastAsItSaysAndNoFaster() {
        var pace = new Pace(1000);

        assertThat(pace.passed(500, 0)).isEqualTo(500_000_000);
        assertThat(pace.passed(500, 0)).isEqualTo(1_000_000_000);
        assertThat(pace.passed(100, 5_000_000_000L)).as("after a rest").isEqualTo(5_100_000_000L);
        assertThat(new Pace(0).passed(1 << 30, 7)).isEqualTo(7);
    }
}
