package dev.acme.performance.registry.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/**
 * Why an initialisation or an invocation failed, as the Runtime API wants to be told.
 *
 * @param type category and name, such as {@code Function.TimedOut}
 */
public record FunctionError(String type, String message) {
    static final String HEADER = "Lambda-Runtime-Function-Error-Type";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    byte[] json() {
        try {
            return JSON.writeValueAsBytes(
                    Map.of("errorType", type, "errorMessage", message, "stackTrace", List.<String>of()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
