package dev.acme.performance.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Catalogue rows as items and back. */
final class ItemCodecTest {
    private static final ModelRow ROW = new ModelRow(
            new ModelKey(new ModelId("arnir0_Tiny-LLM"), new Version("main")),
            new Fingerprint(24_834_009, "0a".repeat(32), "ffeedd00"),
            "\"etag-1\"",
            Instant.parse("2026-11-21T10:00:00.123Z"));

    @Test
    void aRowSurvivesTheItem() {
        assertThat(ItemCodec.row(ItemCodec.item(ROW))).isEqualTo(ROW);
    }

    @Test
    void anItemNamesTheObjectToo() {
        assertThat(ItemCodec.item(ROW))
                .containsEntry("key", AttributeValue.fromS("performance/arnir0_Tiny-LLM/main/model.zip"))
                .containsEntry("size", AttributeValue.fromN("24834009"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "version", "size", "sha256", "crc32c", "etag", "created"})
    void anItemThatLacksAnAttributeIsNoRow(String attribute) {
        var item = new HashMap<>(ItemCodec.item(ROW));
        item.remove(attribute);

        assertThatThrownBy(() -> ItemCodec.row(item)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"id, ../x", "version, a/b", "sha256, 12", "crc32c, XYZ", "created, yesterday"})
    void anItemWithAForeignValueIsNoRow(String attribute, String value) {
        var item = new HashMap<>(ItemCodec.item(ROW));
        item.put(attribute, AttributeValue.fromS(value));

        assertThatThrownBy(() -> ItemCodec.row(item)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSizeThatIsNoNumberIsNoRow() {
        Map<String, AttributeValue> item = new HashMap<>(ItemCodec.item(ROW));
        item.put("size", AttributeValue.fromN("-1"));
        assertThatThrownBy(() -> ItemCodec.row(item)).isInstanceOf(IllegalArgumentException.class);
        item.put("size", AttributeValue.fromS("12"));
        assertThatThrownBy(() -> ItemCodec.row(item)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChecksumIsAnUnsignedNumber() {
        assertThat(ROW.fingerprint().crc32cValue()).isEqualTo(0xFFEE_DD00L);
    }
}
