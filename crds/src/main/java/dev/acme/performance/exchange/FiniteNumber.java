package dev.acme.performance.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a number of which sums and squares are numbers, too; neither "NaN" nor 1e999, which Jackson takes for infinite. */
final class FiniteNumber extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1;

    private static final double LARGEST = 1e100;

    private final @Nullable Double absent;

    /** @param absent what stands for a field that is not there */
    FiniteNumber(Class<?> type, @Nullable Double absent) {
        super(type);
        this.absent = absent;
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return (Double) context.handleUnexpectedToken(Double.class, parser);
        }
        double value = parser.getDoubleValue();
        return Math.abs(value) <= LARGEST
                ? value
                : (Double) context.handleWeirdNumberValue(Double.class, value, "beyond %s", LARGEST);
    }

    @Override
    public @Nullable Double getNullValue(DeserializationContext context) {
        return absent;
    }
}
