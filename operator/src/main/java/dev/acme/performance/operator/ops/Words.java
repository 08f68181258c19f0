package dev.acme.performance.operator.ops;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Enums as the API writes them: labels and documents use the same words. */
final class Words {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Words() {}

    /** Empty for nothing. */
    static String of(@Nullable Enum<?> value) {
        return value == null ? "" : MAPPER.convertValue(value, String.class);
    }
}
