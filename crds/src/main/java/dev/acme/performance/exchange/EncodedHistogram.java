package dev.acme.performance.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads base64 of a bounded length, and nothing else. */
final class EncodedHistogram extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1;

    /** Ten times what a histogram of a day in microseconds with three digits takes where all its counts differ. */
    private static final int LONGEST = 1 << 20;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");

    EncodedHistogram() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getValueAsString("");
        return text.length() <= LONGEST && BASE64.matcher(text).matches()
                ? text
                : (String)
                        context.handleWeirdStringValue(String.class, "", "no base64 of at most %d characters", LONGEST);
    }
}
