package dev.acme.performance.registry.catalogue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A catalogue row as a DynamoDB item and back. */
final class ItemCodec {
    static final String ID = "id";
    static final String VERSION = "version";

    private ItemCodec() {}

    static Map<String, AttributeValue> key(ModelKey key) {
        return Map.of(ID, text(key.id().text()), VERSION, text(key.version().text()));
    }

    static Map<String, AttributeValue> item(ModelRow row) {
        var print = row.fingerprint();
        return Map.of(
                ID,
                text(row.key().id().text()),
                VERSION,
                text(row.key().version().text()),
                "key",
                text(row.key().objectName()),
                "size",
                AttributeValue.fromN(Long.toString(print.sizeBytes())),
                "sha256",
                text(print.sha256()),
                "crc32c",
                text(print.crc32c()),
                "etag",
                text(row.etag()),
                "created",
                text(row.created().toString()));
    }

    static ModelKey key(Map<String, AttributeValue> item) {
        return new ModelKey(new ModelId(string(item, ID)), new Version(string(item, VERSION)));
    }

    /** @throws IllegalArgumentException where the item is no row of ours */
    static ModelRow row(Map<String, AttributeValue> item) {
        var size = Optional.ofNullable(item.get("size")).map(AttributeValue::n);
        var print = new Fingerprint(
                Long.parseLong(size.orElseThrow(() -> missing("size"))),
                string(item, "sha256"),
                string(item, "crc32c"));
        return new ModelRow(key(item), print, string(item, "etag"), created(string(item, "created")));
    }

    private static Instant created(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("created is no instant", e);
        }
    }

    private static String string(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s).orElseThrow(() -> missing(name));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("item without " + name);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
