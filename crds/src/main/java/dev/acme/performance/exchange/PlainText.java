package dev.acme.performance.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.Locale;

/**
 * What a pod says, fit for a terminal, a log's line and an object's status: one line of at most {@link #LONGEST} characters,
 * in which nothing moves a cursor, hides, or turns the direction of what follows.
 */
public final class PlainText {
    public static final int LONGEST = 1_024;

    private static final String MORE = "…";

    private PlainText() {}

    /** Line breaks and tabs become spaces; other control, format and unpaired characters are written as {@code \}{@code u001B}. */
    public static String of(String said) {
        if (said.length() <= LONGEST && said.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            return said;
        }
        var text = new StringBuilder();
        var characters = said.codePoints().iterator();
        while (characters.hasNext()) {
            String next = plain(characters.nextInt());
            if (text.length() + next.length() > LONGEST - MORE.length()) {
                return characters.hasNext() || text.length() + next.length() > LONGEST
                        ? text.append(MORE).toString()
                        : text.append(next).toString();
            }
            text.append(next);
        }
        return text.toString();
    }

    private static String plain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL ->
                switch (character) {
                    case '\n', '\r', '\t' -> " ";
                    default -> escaped(character);
                };
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> escaped(character);
            default -> Character.toString(character);
        };
    }

    private static String escaped(int character) {
        return String.format(Locale.ROOT, "\\u%04X", character);
    }

    /** Of every string in a line that no other rule is for. */
    static final class Reader extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String said = parser.getValueAsString();
            return said == null ? (String) context.handleUnexpectedToken(String.class, parser) : of(said);
        }
    }
}
